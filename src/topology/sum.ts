/** Moments as sums of terms, and moments that never come. */
import { type Milliseconds, milliseconds } from '../base/units.ts';

/** The bounds of a length of time. */
export interface Span {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/** One part of a length of time. */
export interface Term {
  /** The name that formulas use. */
  readonly name: string;
  readonly span: Span;
  /** What takes this time. */
  readonly meaning: string;
  /** The field, the program's source or the measurement that it comes from. */
  readonly source: string;
}

/** A moment that does not come by itself. */
export interface Never {
  /** Why not, and what it takes. */
  readonly never: string;
}

/** The terms that add up to a moment. */
export type Sum = readonly Term[] | Never;

/** Bounds from numbers of milliseconds. */
export function span(from: number, to: number): Span {
  return { from: milliseconds(from), to: milliseconds(to) };
}

/** True for a moment that does not come by itself. */
export function isNever(when: Span | Sum): when is Never {
  return 'never' in when;
}

/** What never begins never ends, for the same reason. */
export function plus(sum: Sum, term: Term): Sum {
  return isNever(sum) ? sum : [...sum, term];
}

/** The reason of an earlier moment goes before a later one. */
export function earlier(before: Sum, never: Never): Never {
  return isNever(before) ? before : never;
}

/** The bounds of a sum. */
export function total(sum: Sum): Span | Never {
  if (isNever(sum)) return sum;
  return span(
    sum.reduce((time, term) => time + term.span.from, 0),
    sum.reduce((time, term) => time + term.span.to, 0),
  );
}

/** A sum in the names of its terms, for example `downAfter + notice`; empty where the moment never comes. */
export function formula(sum: Sum): string {
  return isNever(sum) ? '' : sum.map(({ name }) => name).join(' + ');
}
