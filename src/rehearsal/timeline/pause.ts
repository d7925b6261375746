/** When the process that measures stood still itself. */
import { formatDuration, type Milliseconds, milliseconds } from '../../base/units.ts';

/** A time in which this process did nothing, since the machine or its own work kept it from it. */
export interface Pause {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/** A pause that is longer makes times of the round unreliable. */
export const LONGEST_PAUSE = milliseconds(50);

/** The pause between two turns of a timer; none if the later one came about in time. */
export function pauseBetween(last: Milliseconds, now: Milliseconds, period: Milliseconds): readonly Pause[] {
  const due = milliseconds(last + period);
  return now - due > LONGEST_PAUSE ? [{ from: due, to: now }] : [];
}

/** Why times are not to be relied on; undefined if they are. */
export function disturbanceOf(pauses: readonly Pause[]): string | undefined {
  if (pauses.length === 0) return undefined;
  const longest = Math.max(...pauses.map(({ from, to }) => Math.round(to - from)));
  const count = pauses.length === 1 ? 'once' : `${pauses.length} times`;
  return `the measuring process paused ${count}, for ${formatDuration(milliseconds(longest))} at most`;
}
