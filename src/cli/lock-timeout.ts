/** `--lock-timeout` of what takes the state of an environment. */
import type { Milliseconds } from '../base/units.ts';
import { readDuration } from '../lifecycle/times.ts';

export const LOCK_TIMEOUT = {
  type: 'string',
  requiresArg: true,
  describe: 'how long to wait for a state that somebody else has, such as 10m',
} as const;

/**
 * Undefined where it was not given.
 *
 * @throws UserError if it is no length of time
 */
export function readLockTimeout(text: string | undefined): Milliseconds | undefined {
  return text === undefined ? undefined : readDuration('--lock-timeout', text);
}
