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
 * @throws UserError if it does not hold within the limit
 */
export async function until(what: string, holds: () => Promise<boolean>, limit: Milliseconds): Promise<void> {
  const end = monotonicNow() + limit;
  while (!(await holds())) {
    if (monotonicNow() > end) throw new UserError(`${what}: not within ${formatSeconds(limit)}`);
    await sleep(POLL);
  }
}
