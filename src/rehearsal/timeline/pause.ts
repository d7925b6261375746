/** When the process that measures stood still itself. */
import { formatDuration, type Milliseconds, milliseconds } from '../../base/units.ts';

/** A time in which this process did nothing, since the machine or its own work kept it from it. */
export interface Pause {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/** A pause that is longer makes times of the round unreliable. */
export const LONGEST_PAUSE = milliseconds(50);

/** The pause that ends with a turn of a timer; none if it came about when it was due. */
export function pauseUntil(now: Milliseconds, due: Milliseconds): readonly Pause[] {
  return now - due > LONGEST_PAUSE ? [{ from: due, to: now }] : [];
}

/** What happens in a pause is seen in the first answers after it, which may take so long. */
const ANSWERS = milliseconds(40);

/**
 * Why moments are not to be relied on that were seen; undefined if they are. A pause in which none of them came has made
 * nothing late.
 */
export function disturbanceOf(
  pauses: readonly Pause[],
  moments: readonly Milliseconds[],
): string | undefined {
  const late = pauses.filter(({ from, to }) => moments.some((at) => from <= at && at <= to + ANSWERS));
  if (late.length === 0) return undefined;
  const longest = Math.max(...late.map(({ from, to }) => Math.round(to - from)));
  const count = late.length === 1 ? 'once' : `${late.length} times`;
  return `the measuring process paused ${count} when something happened, for ${formatDuration(milliseconds(longest))} at most`;
}
