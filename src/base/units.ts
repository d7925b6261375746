/** Durations, sizes and shares as people write them, and as numbers that cannot be mixed up. */

declare const unit: unique symbol;

/** A length of time in milliseconds. */
export type Milliseconds = number & { readonly [unit]: 'ms' };

/** An amount of memory or disk in bytes. */
export type Bytes = number & { readonly [unit]: 'bytes' };

/** How a duration is written in a definition: `'5s'`, `'1500ms'`, `'3m'`, `'1h'`. */
export type DurationText = `${number}${'ms' | 's' | 'm' | 'h'}`;

/** How a size is written in a definition: `'512mb'`, `'1gb'`; powers of 1,024 as in redis.conf. */
export type SizeText = `${number}${'b' | 'kb' | 'mb' | 'gb' | 'tb'}`;

/** A share of the host's memory: `'60%'`. */
export type ShareText = `${number}%`;

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1024,
  mb: 1024 ** 2,
  gb: 1024 ** 3,
  tb: 1024 ** 4,
};

/** Marks a number as milliseconds. */
export function milliseconds(value: number): Milliseconds {
  return value as Milliseconds;
}

/** A number of things for people: `9,811`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 drill`, `28 drills`. */
export function countOf(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Marks a number as bytes. */
export function bytes(value: number): Bytes {
  return value as Bytes;
}

/** Reads `'5s'`; undefined if it is not a whole number and one of ms, s, m, h. */
export function parseDuration(text: string): Milliseconds | undefined {
  const value = scaled(text, MILLISECONDS);
  return value === undefined ? undefined : milliseconds(value);
}

/** Reads `'1gb'`; undefined if it is not a whole number and one of b, kb, mb, gb, tb. */
export function parseSize(text: string): Bytes | undefined {
  const value = scaled(text, BYTES);
  return value === undefined ? undefined : bytes(value);
}

/** Reads `'60%'` as 0.6; undefined unless it is a whole percentage from 1 to 100. */
export function parseShare(text: string): number | undefined {
  const percent = scaled(text, { '%': 1 });
  return percent === undefined || percent < 1 || percent > 100 ? undefined : percent / 100;
}

/** Prints a duration with the largest unit that keeps it whole: 60000 is `1m`, 1500 is `1500ms`. */
export function formatDuration(value: Milliseconds): string {
  return largestWhole(value, MILLISECONDS);
}

/** Prints a size with the largest unit that keeps it whole: 1073741824 is `1gb`. */
export function formatSize(value: Bytes): string {
  return largestWhole(value, BYTES);
}

/** Prints a size for people, in the largest unit that it fills: 1327384 is `1.3mb`. */
export function formatAmount(value: number): string {
  const [name, factor] = Object.entries(BYTES).findLast(([, size]) => value >= size) ?? ['b', 1];
  return `${factor === 1 ? value : (value / factor).toFixed(1)}${name}`;
}

/** Prints seconds for people: 5360 ms is `5.4 s`. */
export function formatSeconds(value: Milliseconds): string {
  return `${(value / 1_000).toFixed(1)} s`;
}

function scaled(text: string, factors: Readonly<Record<string, number>>): number | undefined {
  const [, digits, name] = /^(\d{1,12})([a-z%]+)$/.exec(text) ?? [];
  const factor = name === undefined ? undefined : factors[name];
  if (digits === undefined || factor === undefined) return undefined;
  const value = Number(digits) * factor;
  return Number.isSafeInteger(value) ? value : undefined;
}

function largestWhole(value: number, factors: Readonly<Record<string, number>>): string {
  const [name, factor] =
    Object.entries(factors)
      .filter(([, size]) => value % size === 0)
      .at(value === 0 ? 0 : -1) ?? [];
  return `${value / (factor ?? 1)}${name ?? ''}`;
}
