/** Waiting for a state that somebody else has, where Terraform is not asked yet. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Environment } from '../../topology/environment.ts';
import { type StateLock, stateLock } from './lock.ts';

/** The time between two looks, in milliseconds. */
const PAUSE = 1_000;

/** How long is waited, and who hears of it. */
export interface Patience {
  /** @default not at all */
  readonly lockTimeout?: Milliseconds | undefined;
  /** Told once whose end is waited for. */
  readonly tell: (text: string) => void;
}

/**
 * Waits until nobody has the state of an environment.
 *
 * @returns the lock that is still there when the time is over; undefined where there is none
 * @throws UserError if the bucket cannot be read
 */
export async function waitForState(
  environment: Environment,
  { lockTimeout = milliseconds(0), tell }: Patience,
): Promise<StateLock | undefined> {
  const end = performance.now() + lockTimeout;
  let lock = await stateLock(environment);
  if (lock !== undefined && lockTimeout > 0)
    tell(`${environment.name}: waits for the state, which ${lock.who} has since ${lock.since}`);
  while (lock !== undefined && performance.now() < end) {
    await pause(PAUSE);
    lock = await stateLock(environment);
  }
  return lock;
}
