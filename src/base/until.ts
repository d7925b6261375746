/** Waiting for what nobody tells. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from './clock.ts';
import { UserError } from './errors.ts';
import { formatSeconds, type Milliseconds, milliseconds } from './units.ts';

const POLL = milliseconds(20);

/**
 * Looks again and again until something holds.
 *
 * @param what is waited for, as a clause: `a Sentinel names another primary`
 * @param signal aborted where nobody waits any more, with what is thrown then. @default never
 * @throws UserError if it does not hold within the limit
 */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  limit: Milliseconds,
  signal?: AbortSignal,
): Promise<void> {
  const end = monotonicNow() + limit;
  for (;;) {
    signal?.throwIfAborted();
    if (await holds()) return;
    if (monotonicNow() > end) throw new UserError(`${what}: not within ${formatSeconds(limit)}`);
    await sleep(POLL);
  }
}
