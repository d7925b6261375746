/** What is known about one directive. The tables of this folder are rows of it. */

import type { ChangeCommand, DirectiveImpact, Turn } from './change.ts';
import type { ValueType } from './type.ts';
import type { RedisVersion } from './version.ts';

/**
 * What a second line of the same directive does: `replace` the first, `append` to it, `merge` by class, or stand beside
 * it (`separate`).
 */
export type Repetition = 'replace' | 'append' | 'merge' | 'separate';

/** How a line is written: `name value`, `sentinel name value`, or `sentinel name group value`. */
export type Form = 'plain' | 'sentinel' | 'group';

/** What the numbers of a directive count, where its type does not say it. */
export type Unit = 'bytes' | 'microseconds' | 'milliseconds' | 'seconds' | 'minutes' | 'percent';

/** One directive of redis.conf or sentinel.conf, in a range of versions. */
export interface DirectiveSpec {
  readonly name: string;
  /** Older spellings that Redis still reads. */
  readonly aliases: readonly string[];
  readonly form: Form;
  readonly type: ValueType;
  readonly unit: Unit | undefined;
  /** The value, in canonical form, where no line sets it; undefined if there is then no value at all. */
  readonly default: readonly string[] | undefined;
  /** The number 0 stands for no limit, so it is above all others. */
  readonly zeroIsNoLimit: boolean;
  readonly repetition: Repetition;
  /** The first version that has this row; undefined if the oldest known one does. */
  readonly since: RedisVersion | undefined;
  /** The last version that has this row; undefined if the newest known one does. */
  readonly until: RedisVersion | undefined;
  /** What changing it takes in general; `turns` say where the direction matters. */
  readonly change: DirectiveImpact;
  /** What changes it on a running server; undefined if nothing does. */
  readonly command: ChangeCommand | undefined;
  /** What a change does that its impact does not say: a clause; undefined if there is nothing to add. */
  readonly note: string | undefined;
  readonly turns: readonly Turn[];
  /** It decides who may connect, and what they may do. */
  readonly security: boolean;
  /**
   * Why a definition can't set it, as the second half of `is written by vedette; ...`; undefined if it can.
   */
  readonly owned: string | undefined;
  /** The value is never shown: messages and diffs name only that it is there. */
  readonly secret: boolean;
  /** The running program writes it: a difference is no difference of configuration. */
  readonly state: boolean;
  /** The program reads the line and does nothing with it. */
  readonly ignored: boolean;
  /** CONFIG GET with a pattern does not list it: it exists to test Redis itself. */
  readonly hidden: boolean;
}

/** What a row says beyond name, type and default. Without a word it is `live`, by CONFIG SET, and not of security. */
export interface Details {
  readonly alias?: string;
  readonly unit?: Unit;
  readonly zeroIsNoLimit?: boolean;
  readonly repetition?: Repetition;
  readonly since?: RedisVersion;
  readonly until?: RedisVersion;
  readonly change?: DirectiveImpact;
  readonly command?: ChangeCommand;
  readonly note?: string;
  readonly turns?: readonly Turn[];
  readonly security?: boolean;
  readonly owned?: string;
  readonly secret?: boolean;
  readonly state?: boolean;
  readonly ignored?: boolean;
  readonly hidden?: boolean;
}

/** A row of the catalogue. The default is one canonical argument, several, or undefined for none. */
export function row(
  name: string,
  type: ValueType,
  initial: string | number | bigint | readonly string[] | undefined,
  details: Details = {},
): DirectiveSpec {
  const { change = 'live' } = details;
  return {
    name,
    aliases: details.alias === undefined ? [] : [details.alias],
    form: 'plain',
    type,
    unit: details.unit,
    default: typeof initial === 'object' || initial === undefined ? initial : [String(initial)],
    zeroIsNoLimit: details.zeroIsNoLimit ?? false,
    repetition: details.repetition ?? 'replace',
    since: details.since,
    until: details.until,
    change,
    command: details.command ?? (isLive(change) ? 'CONFIG SET' : undefined),
    note: details.note,
    turns: details.turns ?? [],
    security: details.security ?? false,
    owned: details.owned,
    secret: details.secret ?? false,
    state: details.state ?? false,
    ignored: details.ignored ?? false,
    hidden: details.hidden ?? false,
  };
}

/** A line that Redis still takes, with one value, and ignores (redis config.c, deprecated_configs). */
export function ignored(name: string, since?: RedisVersion): DirectiveSpec {
  const details = { change: 'restart', ignored: true, owned: 'Redis reads it and ignores it' } as const;
  return row(name, ANY_VALUE, undefined, since === undefined ? details : { ...details, since });
}

const ANY_VALUE: ValueType = { kind: 'words', min: 1, max: 1, write: 'one value' };

function isLive(change: DirectiveImpact): boolean {
  return change === 'live' || change === 'live-heavy';
}
