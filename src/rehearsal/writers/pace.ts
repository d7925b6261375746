/** How often a client writes. */
import { type Milliseconds, milliseconds } from '../../base/units.ts';

/**
 * When the next write is due after one that was due at `due` and is settled now. A timer is up to a millisecond late, which
 * must not add up; what a slow answer took is not caught up with.
 */
export function nextTurn(due: Milliseconds, every: Milliseconds, now: Milliseconds): Milliseconds {
  return milliseconds(Math.max(due + every, now));
}
