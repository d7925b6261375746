/** What is known about one directive. The tables of this folder are rows of it. */

import type { ValueType } from './type.ts';
import type { RedisVersion } from './version.ts';

/**
 * What a second line of the same directive does: `replace` the first, `append` to it, `merge` by class, or stand beside
 * it (`separate`).
 */
export type Repetition = 'replace' | 'append' | 'merge' | 'separate';

/** How a line is written: `name value`, `sentinel name value`, or `sentinel name group value`. */
export type Form = 'plain' | 'sentinel' | 'group';

/** One directive of redis.conf or sentinel.conf, in a range of versions. */
export interface DirectiveSpec {
  readonly name: string;
  /** Older spellings that Redis still reads. */
  readonly aliases: readonly string[];
  readonly form: Form;
  readonly type: ValueType;
  /** The value, in canonical form, where no line sets it; undefined if there is then no value at all. */
  readonly default: readonly string[] | undefined;
  readonly repetition: Repetition;
  /** The first version that has this row; undefined if the oldest known one does. */
  readonly since: RedisVersion | undefined;
  /** The last version that has this row; undefined if the newest known one does. */
  readonly until: RedisVersion | undefined;
  /**
   * Why a definition can't set it, as the second half of `is written by vedette; ...`; undefined if it can.
   */
  readonly owned: string | undefined;
  /** The value is never shown: messages and diffs name only that it is there. */
  readonly secret: boolean;
}

/** What a row says beyond name, type and default. */
export interface Details {
  readonly alias?: string;
  readonly repetition?: Repetition;
  readonly since?: RedisVersion;
  readonly until?: RedisVersion;
  readonly owned?: string;
  readonly secret?: boolean;
}

/** A row of the catalogue. The default is one canonical argument, several, or undefined for none. */
export function row(
  name: string,
  type: ValueType,
  initial: string | number | bigint | readonly string[] | undefined,
  { alias, repetition = 'replace', since, until, owned, secret = false }: Details = {},
): DirectiveSpec {
  return {
    name,
    aliases: alias === undefined ? [] : [alias],
    form: 'plain',
    type,
    default: typeof initial === 'object' || initial === undefined ? initial : [String(initial)],
    repetition,
    since,
    until,
    owned,
    secret,
  };
}
