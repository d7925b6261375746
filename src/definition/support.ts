/** Until when what hosts are made of gets fixes: engines, FreeBSD releases and packages. No date stands elsewhere. */

import type { EngineVersion } from '../redis/catalogue/version.ts';

/** What ends: a version of an engine, a FreeBSD release, or a package of the ports collection before its engine. */
export type Supported = 'engine' | 'release' | 'package';

/** One thing, and its end. */
export interface Support {
  readonly what: Supported;
  /** `8.0`, `valkey-8.1`, `15.1`, `redis70`. */
  readonly name: string;
  /** The last day with fixes, `2026-12-01`; undefined until it is announced. */
  readonly until: string | undefined;
  /** Where the day comes from. */
  readonly source: string;
}

const ENDOFLIFE = 'endoflife.date, redis and valkey, as of 2026-11-27';
const FREEBSD = 'freebsd.org, security: supported releases';

const engine = (name: EngineVersion, until?: string): Support => ({
  what: 'engine',
  name,
  until,
  source: ENDOFLIFE,
});

const release = (name: string, until: string): Support => ({
  what: 'release',
  name,
  until,
  source: FREEBSD,
});

const TABLE: readonly Support[] = [
  engine('7.0', '2024-07-29'),
  engine('7.2', '2029-12-01'),
  engine('7.4', '2029-12-01'),
  engine('8.0', '2026-12-01'),
  engine('8.2', '2030-09-01'),
  engine('8.4'),
  engine('8.6'),
  engine('8.8'),
  engine('8.10'),
  engine('valkey-8.0', '2027-09-15'),
  engine('valkey-8.1', '2030-03-31'),
  engine('valkey-9.0', '2028-10-21'),
  engine('valkey-9.1', '2031-05-19'),
  release('13.5', '2026-04-30'),
  release('14.3', '2026-06-30'),
  release('14.4', '2026-12-31'),
  release('14.5', '2027-06-30'),
  release('15.0', '2026-09-30'),
  release('15.1', '2027-03-31'),
  {
    what: 'package',
    name: 'redis70',
    until: '2025-02-15',
    source: 'FreeBSD ports, databases/redis70: EXPIRATION_DATE',
  },
];

/** The support of one thing; undefined if the table does not have it. */
export function supportOf(what: Supported, name: string): Support | undefined {
  return TABLE.find((row) => row.what === what && row.name === name);
}

/** The first release that sees a disk which is attached while it boots (FreeBSD 15.0 release notes: device hotplug). */
const FIRST_WITH_HOT_PLUG = 15;

/** Whether a release sees a volume that is attached once its host is launched, as data volumes are. */
export function seesNewDisks(release: string): boolean {
  return Number(release) >= FIRST_WITH_HOT_PLUG;
}

/** The first release that has its packages and its own updates from pkg.FreeBSD.org over https (usr.sbin/pkg, FreeBSD.conf). */
const FIRST_WITH_HTTPS_ONLY = 15;

/** Whether a release fetches something over plain http: freebsd-update does, and pkg did. */
export function fetchesOverHttp(release: string): boolean {
  return Number(release) < FIRST_WITH_HTTPS_ONLY;
}

/** The FreeBSD releases to give a new host on a day, newest first: they get fixes and see its volume. */
export function supportedReleases(today: Date): readonly string[] {
  return TABLE.filter((row) => row.what === 'release' && (daysLeft(row, today) ?? 0) >= 0)
    .map(({ name }) => name)
    .filter(seesNewDisks)
    .sort((one, other) => Number(other) - Number(one));
}

const DAY = 24 * 60 * 60 * 1_000;

/** The days until the last one, 0 on it and less after it; undefined while no end is announced. */
export function daysLeft({ until }: Support, today: Date): number | undefined {
  return until === undefined ? undefined : dayOf(Date.parse(until)) - dayOf(today.getTime());
}

function dayOf(time: number): number {
  return Math.floor(time / DAY);
}
