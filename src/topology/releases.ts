/** The FreeBSD releases that hosts may run, with the end of their support (freebsd.org/security). */

/** A release that is offered. */
export interface Release {
  /** The last day with security updates, `2027-03-31`; undefined until it is announced. */
  readonly endOfLife: string | undefined;
}

/** The releases that are accepted. */
export const RELEASES: ReadonlyMap<string, Release> = new Map([
  ['14.4', { endOfLife: '2026-12-31' }],
  ['14.5', { endOfLife: undefined }],
  ['15.1', { endOfLife: '2027-03-31' }],
]);

/** The last day of releases that people know and that are refused, all of them in the past. */
export const ENDED_RELEASES: ReadonlyMap<string, string> = new Map([
  ['13.5', '2026-04-30'],
  ['14.3', '2026-06-30'],
  ['15.0', '2026-09-30'],
]);
