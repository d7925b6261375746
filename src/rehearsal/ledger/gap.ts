/** The longest time in which a client got nothing done. */
import type { Milliseconds } from '../../base/units.ts';

/** A length of time between two moments. */
export interface Gap {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/** The longest time between two moments that follow each other. They are in order. */
export function longestGap([first, ...rest]: readonly [Milliseconds, ...Milliseconds[]]): Gap {
  let longest: Gap = { from: first, to: first };
  let from = first;
  for (const to of rest) {
    if (to - from > longest.to - longest.from) longest = { from, to };
    from = to;
  }
  return longest;
}
