import test from 'ava';
import { changesBetween } from '../../../src/operate/status/changes.ts';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import { small } from '../../_environment.ts';
import { wellObserved, withoutSentinel, withRedis } from './_observed.ts';

const environment = small();
const well = wellObserved(environment);

function changes(before: Observed, after: Observed): readonly string[] {
  return changesBetween(judgeStatus(environment, before), judgeStatus(environment, after));
}

test('of a group that goes on nothing is told, though its offsets move', (t) => {
  t.deepEqual(changes(well, withRedis(well, 'one', { offset: 6_000, uptime: 101 })), []);
});

test('a problem is told when it comes and when it goes, and with it what becomes of health', (t) => {
  const silent = withoutSentinel(well, 'two');
  t.deepEqual(changes(well, silent), [
    'small is not healthy; its primary is one',
    'Sentinel two does not answer',
  ]);
  t.deepEqual(changes(silent, well), [
    'small is healthy; its primary is one',
    'no longer: Sentinel two does not answer',
  ]);
});

test('a problem that lasts is told once, though its seconds grow', (t) => {
  const lagging = (lag: number) =>
    withRedis(well, 'one', {
      followers: (well.data[0]?.facts?.followers ?? []).map((follower) => ({ ...follower, lag })),
    });
  t.deepEqual(changes(lagging(7), lagging(8)), []);
});

test('a program that was started again is named, though it is as well as before', (t) => {
  t.deepEqual(changes(well, withRedis(well, 'two', { runId: 'another', uptime: 1 })), [
    'Redis on two was started again',
  ]);
});

test('what is told of a failover is whether one could come, and who has another role', (t) => {
  const promoted = withRedis(well, 'two', { role: 'primary', following: undefined });
  t.true(changes(well, promoted).includes('two is a primary'));
  const alone = withoutSentinel(withoutSentinel(well, 'two'), 'three');
  t.true(changes(well, alone).includes('could it fail over? unknown'));
});
