/** The model of a diff: what differs, where, and what applying it does. */
import type { Means } from '../definition/means.ts';
import type { DocumentKind } from '../redis/document.ts';
import type { Impact } from '../redis/impact.ts';
import type { Value } from './setting.ts';
import type { Step } from './step.ts';

/**
 * What a change is about: `settings` of Redis and Sentinel, the `topology` of hosts and roles, the `infrastructure` under
 * them, what the `rules` say of it, or a `consequence` that the others have.
 */
export type Area = 'settings' | 'topology' | 'infrastructure' | 'rules' | 'consequence';

/** Where a change applies: names are those of the side before, and of the side after for a host that is new. */
export interface Place {
  /** The environment, or the file. */
  readonly environment: string;
  /** The hosts, sorted; empty for what is not about single hosts. */
  readonly hosts: readonly string[];
}

/** The version of a diff as JSON. 2: rows say by which means they take effect, and may be unknown or refused. */
export const FORMAT_VERSION = 2;

/** One difference in meaning. */
export interface Change {
  readonly area: Area;
  /** Whose file holds the setting; undefined outside `settings`. */
  readonly program?: DocumentKind;
  /** `maxmemory`, `sentinel/mymaster/quorum`, `hosts/data1/size`, `failover/writable`. */
  readonly key: string;
  /** Undefined if there was nothing of this kind. */
  readonly before?: Value;
  /** Undefined if there is nothing of this kind any more. */
  readonly after?: Value;
  readonly impact: Impact;
  readonly means: Means;
  /** What brings it to each of the hosts by hand. Undefined where nothing is to be done by hand, or nobody knows what. */
  readonly byHand?: readonly Step[];
  /** What the impact means here, as a clause; undefined if the impact says it all. */
  readonly note?: string;
  /**
   * What applying it would do, for the last sentence to say behind `would`: `stop watching m2`; of what is refused, the
   * reason. Undefined where the impact's usual words say it.
   */
  readonly clause?: string;
  /** True for what decides who can reach or change what. */
  readonly security: boolean;
  /** True where somebody may do more than before. @default false */
  readonly grants?: boolean;
  /**
   * True for a value that every host, or environment, has its own of, such as an address: it follows from other rows, and
   * is only counted unless it is worse than they are.
   */
  readonly individual: boolean;
  /** What happens where the impact alone does not say it; undefined where it does. */
  readonly event?: Event;
  readonly places: readonly Place[];
}

/** What a change is beside a changed value. */
export type Event = 'host-comes' | 'host-goes';

/** A change of what one program reads, wherever it runs. */
export type ProgramChange = Omit<Change, 'places' | 'program'>;

/** The name of a row as a person reads it: both programs have some directives of the same name. */
export function titleOf({ key, program }: Pick<Change, 'key' | 'program'>): string {
  return program === 'sentinel' && !key.startsWith('sentinel/') ? `${key} of Sentinel` : key;
}

/** What became of one environment. */
export interface Compared {
  readonly name: string;
  /** What was compared with what, for example `HEAD~1:staging` and `staging`; undefined where there is no such side. */
  readonly before?: string;
  readonly after?: string;
  /** `unknown` where the side before cannot be read, so that nobody can tell what is different. */
  readonly state: 'unchanged' | 'changed' | 'added' | 'removed' | 'unknown';
  readonly impact: Impact;
  /** What applying it would do, in a sentence for each of the means; the worst is never left out. */
  readonly summary: string;
}

/** The differences between two sides, of one environment or of several. */
export interface Diff {
  readonly compared: readonly Compared[];
  /** Security first, and there what gives rights, then the worst impact, then by key; equal changes of many hosts and environments are one. */
  readonly changes: readonly Change[];
  /** What a reader must know that is no change, in sentences without a full stop. */
  readonly notes: readonly string[];
  /** The worst of all. */
  readonly impact: Impact;
  /** What applying it would do, in a sentence for each of the means; the worst is never left out. */
  readonly summary: string;
}
