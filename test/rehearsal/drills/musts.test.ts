import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Must, Outcome } from '../../../src/rehearsal/drill.ts';
import { noneWhileCut } from '../../../src/rehearsal/drills/cut-sentinels.ts';
import { movedWhileFull } from '../../../src/rehearsal/drills/fill-volume.ts';
import { followedLate } from '../../../src/rehearsal/drills/kill-leader.ts';
import { nothingRestarted, otherRuns } from '../../../src/rehearsal/drills/repeat-user-data.ts';
import type { Round } from '../../../src/rehearsal/record.ts';
import { small } from '../../_environment.ts';
import { client, lane, round } from '../_round.ts';

function judged(must: Must, of: Round): ReturnType<Must> {
  const outcome: Outcome = {
    environment: small(),
    round: of,
    primary: 'one',
    stuck: undefined,
    healthyAfter: milliseconds(900),
  };
  return must(outcome);
}

const mark = (at: number, text: string): Round['marks'][number] => ({
  at: milliseconds(at),
  text,
  host: undefined,
});

test('a client that writes again before the volume has room has moved, and one that waits for the room has not', (t) => {
  const marks = [mark(0, 'volume of one full'), mark(9_000, 'volumes have room again')];
  const gap = (to: number) => ({ gap: { from: milliseconds(0), to: milliseconds(to) } });
  const moved = client(gap(7_000));
  const stayed = client({ client: 'iovalkey 1', ...gap(9_500) });
  t.true(judged(movedWhileFull, round({ marks, clients: [moved] })).held);
  const { held, seen } = judged(movedWhileFull, round({ marks, clients: [moved, stayed] }));
  t.false(held);
  t.is(seen, 'iovalkey 1 did not');
  const byDefault = client({ settings: 'default', ...gap(9_500) });
  t.true(judged(movedWhileFull, round({ marks, clients: [moved, byDefault] })).held);
  const other = client({ library: 'redis 6.3.1', ...gap(9_500) });
  t.true(judged(movedWhileFull, round({ marks, clients: [moved, other] })).held, 'it cannot ask anew');
  t.false(judged(movedWhileFull, round({ marks: [], clients: [moved] })).held, 'it never had room again');
});

test('a program was restarted whose run has another id, or none that is known, however long it was silent', (t) => {
  const before = new Map([
    ['Redis of one', 'a1'],
    ['Redis of two', 'b1'],
    ['Sentinel of two', 'c1'],
  ]);
  t.deepEqual(otherRuns(before, new Map(before)), []);
  t.deepEqual(otherRuns(before, new Map([...before, ['Redis of two', 'b2']])), ['Redis of two']);
  t.deepEqual(otherRuns(before, new Map([...before, ['Sentinel of two', '']])), ['Sentinel of two']);
  t.deepEqual(otherRuns(new Map([['Redis of one', '']]), new Map([['Redis of one', '']])), ['Redis of one']);
  t.deepEqual(otherRuns(before, new Map()), [...before.keys()]);
});

test('user-data restarts nothing if a drill has compared all runs and found no other one, whether a Redis was silent or not', (t) => {
  const roles = [lane('one', 'primary', 'silent', 'primary'), lane('two', 'replica', 'replica', 'replica')];
  const of = (...marks: Round['marks']) => {
    const { held, seen } = judged(nothingRestarted, round({ marks, roles }));
    return { held, seen };
  };
  const compared = (names: string) => mark(2_000, `restarted meanwhile: ${names}`);
  t.deepEqual(of(mark(0, 'Redis of one killed'), compared('none')), { held: true, seen: 'none' });
  t.deepEqual(of(compared('Redis of one')), { held: false, seen: 'Redis of one' });
  t.deepEqual(of(mark(0, 'Redis of one killed')), { held: false, seen: 'it is not known which' });
});

test('replicas that nobody leads any more follow after failoverTimeout and not before, counted from the first name', (t) => {
  const at = (synced: number | undefined) =>
    round({
      measured: {
        named: milliseconds(6_000),
        ...(synced === undefined ? {} : { synced: milliseconds(synced) }),
      },
    });
  const held = (synced: number | undefined) => judged(followedLate, at(synced)).held;
  const { failoverTimeout } = small().sentinel;
  t.deepEqual(
    [-500, 0, 1_000].map((late) => held(6_000 + failoverTimeout + late)),
    [false, true, true],
  );
  t.false(held(undefined));
});

test('a replica that is promoted once the links are mended was not while they were cut', (t) => {
  const roles = [lane('one', 'primary', 'primary'), lane('two', 'replica', 'primary')];
  const mendedAt = (at: number) => round({ roles, marks: [mark(at, 'links mended')] });
  t.true(judged(noneWhileCut, mendedAt(900)).held);
  t.false(judged(noneWhileCut, mendedAt(1_100)).held);
  t.false(judged(noneWhileCut, round({ roles })).held, 'they were never mended');
});
