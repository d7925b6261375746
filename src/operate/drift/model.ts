/** What is different between what runs and what is declared, and where that comes from. */
import type { SettingPair } from '../../diff/by-hand.ts';
import type { Change } from '../../diff/change.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import type { Impact } from '../../redis/impact.ts';

/**
 * Where a difference comes from: somebody changed it on the `host`, a switch-over that was cut off has `left` it, the
 * `definition` has changed and no roll-out brought it yet, nobody can tell (`unknown`), or it is `expected` of a group that
 * runs, such as who is primary.
 */
export const WHENCES = ['unknown', 'host', 'left', 'definition', 'expected'] as const;

export type Whence = (typeof WHENCES)[number];

/**
 * A setting of a program: `before` is what runs, `after` what should, which is what the definition says. A setting that runs
 * as it is declared and is not so in the file has the same on both sides.
 */
export interface SettingDrift extends SettingPair {
  /** As in a diff: `maxmemory`, `sentinel/mymaster/quorum`. */
  readonly key: string;
  readonly whence: Whence;
  /** What bringing what should run to the host takes. */
  readonly impact: Impact;
  /** What happens then, as a clause; undefined if the impact says it all. */
  readonly note?: string;
  /** True where the file of the program does not say what runs, which goes with the next restart. */
  readonly isUnwritten: boolean;
}

/** What is different about one program of a host. */
export interface ProgramDrift {
  readonly host: string;
  readonly program: DocumentKind;
  /** What runs; undefined where nothing is known of it. */
  readonly version: EngineVersion | undefined;
  /** Why nothing, or not all, is known, as clauses; empty where all is. */
  readonly unknown: readonly string[];
  readonly settings: readonly SettingDrift[];
}

/** What is different between a group and its definition. */
export interface Drift {
  readonly environment: string;
  /** Each program of each host that is declared. */
  readonly hosts: readonly ProgramDrift[];
  /** The same for a reader: equal changes of many hosts are one. `before` is what runs. */
  readonly rows: Readonly<Record<Whence, readonly Change[]>>;
  /** The worst of what is not expected. */
  readonly impact: Impact;
}
