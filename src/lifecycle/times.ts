/** Times of created environments, as the register and the command line give them. */
import { onOneLine, UserError } from '../base/errors.ts';
import { type Milliseconds, parseDuration } from '../base/units.ts';

/** The milliseconds of a time that `formatTime` wrote. */
export function parseTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new UserError(`${text} is no time in ISO 8601; mend the list of environments`);
  return time;
}

/**
 * Reads a time from the command line, in ISO 8601 with its zone, as GitHub and GitLab tell it.
 *
 * @param option that it was given with
 * @throws UserError if it is none
 */
export function readTime(option: string, text: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new UserError(
    `${option} ${onOneLine(text)} is no time; write it in ISO 8601, such as 2026-11-27T18:03:00Z`,
  );
}

/**
 * Reads a length of time from the command line.
 *
 * @param option that it was given with
 * @throws UserError if it is none, or less than a second
 */
export function readDuration(option: string, text: string): Milliseconds {
  const time = parseDuration(text);
  if (time !== undefined && time >= 1_000) return time;
  throw new UserError(
    `${option} ${text} is not a length of time; write a whole number and s, m or h, such as 8h`,
  );
}
