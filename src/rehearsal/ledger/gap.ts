/** The times in which a client got nothing done. */
import type { Milliseconds } from '../../base/units.ts';
import type { ClientEvent } from '../writers/event.ts';

/** A length of time between two moments. */
export interface Gap {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/**
 * Each time in which a client had something to write and nothing was acknowledged: from the first try to the next
 * acknowledgement, or to the end. How seldom it writes is no gap.
 *
 * @param begin from when on a client has something to write that could not even be opened
 */
export function gapsOf(
  events: readonly ClientEvent[],
  [begin, end]: readonly [Milliseconds, Milliseconds],
): readonly Gap[] {
  const gaps: Gap[] = [];
  let since: Milliseconds | undefined = events.some(({ kind }) => kind === 'sent') ? undefined : begin;
  for (const { kind, at } of events) {
    if (kind === 'sent') since ??= at;
    if (kind !== 'acknowledged' || since === undefined) continue;
    gaps.push({ from: since, to: at });
    since = undefined;
  }
  return since === undefined ? gaps : [...gaps, { from: since, to: end }];
}

/** The longest of some gaps that ended after a moment; one of no length at that moment where there is none. */
export function longestGap(gaps: readonly Gap[], moment: Milliseconds): Gap {
  return gaps
    .filter(({ to }) => to >= moment)
    .reduce((longest, gap) => (gap.to - gap.from > longest.to - longest.from ? gap : longest), {
      from: moment,
      to: moment,
    });
}
