import test from 'ava';
import { PACKAGES } from '../../src/definition/packages.ts';
import { daysLeft, supportedReleases, supportOf } from '../../src/definition/support.ts';
import { REDIS_VERSIONS } from '../../src/redis/catalogue/index.ts';

test('every version of Redis that the catalogue knows has a row, and so its packages have one', (t) => {
  t.deepEqual(
    REDIS_VERSIONS.filter((version) => supportOf('engine', version) === undefined),
    [],
  );
  t.true(Object.values(PACKAGES).every(({ version }) => supportOf('engine', version) !== undefined));
});

test('an end is counted in whole days, whatever the hour, and none is announced for Redis 8.8', (t) => {
  const left = (day: string) => {
    const redis80 = supportOf('engine', '8.0');
    return redis80 && daysLeft(redis80, new Date(day));
  };
  t.deepEqual(
    [left('2026-11-27T23:59:59Z'), left('2026-12-01T12:00:00Z'), left('2026-12-02T00:00:00Z')],
    [4, 0, -1],
  );
  const redis88 = supportOf('engine', '8.8');
  t.is(redis88 && daysLeft(redis88, new Date('2026-11-27')), undefined);
  t.is(redis88?.until, undefined);
});

test('the releases to give a new host are those that get fixes on the day and see disks that come later', (t) => {
  t.deepEqual(supportedReleases(new Date('2026-11-27')), ['15.1']);
  t.deepEqual(supportedReleases(new Date('2027-01-01')), ['15.1']);
});

test('what the table does not have has no support to tell', (t) => {
  t.is(supportOf('release', '8.0'), undefined);
  t.is(supportOf('engine', '15.1'), undefined);
});
