/** Times of created environments: written in ISO 8601, in whole seconds of UTC. */
import { onOneLine, UserError } from '../base/errors.ts';
import { type Milliseconds, milliseconds, parseDuration } from '../base/units.ts';

/** A time as the register and tags have it: `2026-11-27T18:03:00Z`. */
export function formatTime(time: number): string {
  return new Date(Math.floor(time / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}

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

/** A length of time for people, by its two largest units: `3 d 4 h`, `7 h 58 min`, `12 min`. */
export function formatSpan(time: Milliseconds): string {
  const minutes = Math.floor(time / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  return minutes > 0 ? `${minutes} min` : `${Math.floor(time / 1_000)} s`;
}

/** From one time to another; below 0 where that is over. */
export function spanBetween(from: number, to: number): Milliseconds {
  return milliseconds(to - from);
}
