/** The types of directive values, as data. How a value is read is in `../value/`. Source: redis config.c. */

export const INT_MAX = 2n ** 31n - 1n;
export const INT_MIN = -(2n ** 31n);
export const UINT_MAX = 2n ** 32n - 1n;
/** The same for C's long and long long on every platform that vedette knows. */
export const LONG_MAX = 2n ** 63n - 1n;
export const ULONG_MAX = 2n ** 64n - 1n;

export const KB = 2n ** 10n;
export const MB = 2n ** 20n;
export const GB = 2n ** 30n;

/** A range of whole numbers, both ends included. */
export interface Range {
  readonly min: bigint;
  readonly max: bigint;
}

/** `yes` or `no`. */
interface YesNo {
  readonly kind: 'yes-no';
}

/** A decimal number without unit, sign `+` or leading zero. */
interface Integer extends Range {
  readonly kind: 'integer';
  /** Redis takes any number of the range, but moves it into this one. */
  readonly clamp?: Range;
}

/** A number in base eight: a file's mode. */
interface Octal extends Range {
  readonly kind: 'octal';
}

/** Bytes, with one of Redis's units or none. */
interface Memory extends Range {
  readonly kind: 'memory';
  /** Also `N%`, a share of maxmemory. */
  readonly percent: boolean;
}

/** One word of several. */
interface Choice {
  readonly kind: 'choice';
  readonly words: readonly string[];
  /** Other spellings: each names one of `words`. */
  readonly synonyms: ReadonlyMap<string, string>;
}

/** Any text that a file can carry. */
interface Text {
  readonly kind: 'text';
}

/** Text that Redis restricts. */
interface Pattern {
  readonly kind: 'pattern';
  readonly pattern: RegExp;
  /** What it is, for messages and documentation: `a host name`. */
  readonly what: string;
  /** What to write, for messages. */
  readonly write: string;
}

/** Several words whose meaning is the directive's own; `min` and `max` count them. */
interface Words {
  readonly kind: 'words';
  readonly min: number;
  readonly max: number;
  /** What to write, for messages: `<command> <new name>`. */
  readonly write: string;
}

/** A set of words: how to shut down on a signal. */
interface ShutdownFlags {
  readonly kind: 'shutdown-flags';
}

/** Pairs of seconds and changes; none for no snapshots. */
interface SavePoints {
  readonly kind: 'save-points';
}

/** Groups of class, hard limit, soft limit and seconds. */
interface BufferLimits {
  readonly kind: 'buffer-limits';
}

/** The letters of keyspace notifications. */
export interface KeyspaceEvents {
  readonly kind: 'keyspace-events';
  /** What `A` stands for, in the order of CONFIG GET. */
  readonly all: string;
  /** The letters behind those. */
  readonly others: string;
}

/** Numbers from 0 to 100. */
interface Percentiles {
  readonly kind: 'percentiles';
}

/** Three numbers from -2000 to 2000: for primary, replica and background process. */
interface OomScores {
  readonly kind: 'oom-scores';
}

/** Addresses to listen on, each with an optional `-` in front: it may be absent. */
interface BindAddresses {
  readonly kind: 'bind-addresses';
}

/** Host and port of the primary, or `no one`. */
interface PrimaryAddress {
  readonly kind: 'primary-address';
}

/** Host, port and quorum of a group. */
interface MonitoredPrimary {
  readonly kind: 'monitored-primary';
}

/** Types of one argument. */
export type SingleType = YesNo | Integer | Octal | Memory | Choice | Text | Pattern | KeyspaceEvents;

/** Types of several arguments, which Redis also reads from a single quoted one (MULTI_ARG_CONFIG). */
export type ManyType =
  | ShutdownFlags
  | SavePoints
  | BufferLimits
  | Percentiles
  | OomScores
  | BindAddresses
  | PrimaryAddress;

/** What a directive's value must be. */
export type ValueType = SingleType | ManyType | Words | MonitoredPrimary;

export const yesNo: ValueType = { kind: 'yes-no' };
export const text: ValueType = { kind: 'text' };
export const port: ValueType = integer(0, 65_535);

/** Whole numbers from `min` to `max`. */
export function integer(min: number | bigint, max: number | bigint, clamp?: Range): ValueType {
  const range = { min: BigInt(min), max: BigInt(max) };
  return clamp === undefined ? { kind: 'integer', ...range } : { kind: 'integer', ...range, clamp };
}

/** Bytes from `min` to `max`. */
export function memory(min: number | bigint, max: number | bigint): ValueType {
  return { kind: 'memory', min: BigInt(min), max: BigInt(max), percent: false };
}

/** One of these words; `synonyms` are read as the word they name. */
export function choice(words: readonly string[], synonyms: Readonly<Record<string, string>> = {}): ValueType {
  return { kind: 'choice', words, synonyms: new Map(Object.entries(synonyms)) };
}

/** Between `min` and `max` words of the directive's own meaning. */
export function words(min: number, max: number, write: string): ValueType {
  return { kind: 'words', min, max, write };
}

/** A file's name without a directory. */
export const fileName: ValueType = {
  kind: 'pattern',
  pattern: /^[^/]+$/,
  what: 'a file name',
  write: 'a name without a directory',
};

/** Text that Sentinel writes back without quotes, so that it must not need any (redis sentinel.c, rewriteConfigSentinelOption). */
export const unquoted: ValueType = {
  kind: 'pattern',
  pattern: /^[^\s"'\\\p{Cc}]+$/u,
  what: 'a word that survives without quotes',
  write: 'text without blanks, quotes and backslashes, because Sentinel writes it back unquoted',
};
