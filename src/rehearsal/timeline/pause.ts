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

/** Why times are not to be relied on; undefined if they are. */
export function disturbanceOf(pauses: readonly Pause[]): string | undefined {
  if (pauses.length === 0) return undefined;
  const longest = Math.max(...pauses.map(({ from, to }) => Math.round(to - from)));
  const count = pauses.length === 1 ? 'once' : `${pauses.length} times`;
  return `the measuring process paused ${count}, for ${formatDuration(milliseconds(longest))} at most`;
}
