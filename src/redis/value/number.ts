/** Numbers as Redis reads them from text (redis util.c, string2ll and memtoull). */

import { GB, KB, MB, type Range } from '../catalogue/type.ts';
import type { Canonical } from './canonical.ts';

const MEMORY_UNITS: ReadonlyMap<string, bigint> = new Map([
  ['', 1n],
  ['b', 1n],
  ['k', 10n ** 3n],
  ['kb', KB],
  ['m', 10n ** 6n],
  ['mb', MB],
  ['g', 10n ** 9n],
  ['gb', GB],
]);

/** Decimal digits without sign `+` or leading zero. */
export function integerValue(value: string): Canonical<bigint> {
  return /^(0|-?[1-9]\d{0,19})$/.test(value) ? BigInt(value) : undefined;
}

/** Digits in base eight. */
export function octalValue(value: string): Canonical<bigint> {
  return /^[0-7]{1,22}$/.test(value) ? BigInt(`0o${value}`) : undefined;
}

/** Bytes, in a unit or none. Without digits Linux reads 0 and FreeBSD an error (strtoull of nothing): refused. */
export function memoryValue(value: string): Canonical<bigint> {
  const [, digits, unit] = /^(\d{1,127})([a-z]*)$/i.exec(value) ?? [];
  const factor = MEMORY_UNITS.get((unit ?? '').toLowerCase());
  return digits === undefined || factor === undefined ? undefined : BigInt(digits) * factor;
}

/** A share of maxmemory; none of it is the plain 0. */
export function percentage(value: string): Canonical<string> {
  const share = value.endsWith('%') ? integerValue(value.slice(0, -1)) : undefined;
  if (share === undefined || share < 0n || share > 100n) return undefined;
  return share === 0n ? '0' : `${share}%`;
}

/** The value if it is in the range. */
export function within({ min, max }: Range, value: Canonical<bigint>): Canonical<bigint> {
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

/** The value, moved into the range if there is one. */
export function clamped(value: Canonical<bigint>, range: Range | undefined): Canonical<bigint> {
  if (value === undefined || range === undefined) return value;
  if (value < range.min) return range.min;
  return value > range.max ? range.max : value;
}
