/** `--timeout` of commands that wait for a group. */
import { UsageError } from '../../../base/errors.ts';
import { type Milliseconds, parseDuration } from '../../../base/units.ts';

export const TIMEOUT_OPTION = {
  type: 'string',
  requiresArg: true,
  default: '2m',
  describe: 'how long to wait, such as 30s or 5m; it fails afterwards',
} as const;

/** @throws UsageError if it is no duration */
export function timeoutOf(text: string): Milliseconds {
  const timeout = parseDuration(text);
  if (timeout === undefined)
    throw new UsageError(`--timeout ${text} is not a duration; write for example 30s or 5m`);
  return timeout;
}
