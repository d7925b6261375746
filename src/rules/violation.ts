/** Small helpers that rules share. */
import type { Violation } from './rule.ts';

/** One violation if the condition holds. */
export function violatedWhen(broken: boolean, violation: Violation): readonly Violation[] {
  return broken ? [violation] : [];
}

/** `1 Sentinel`, `2 Sentinels`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
