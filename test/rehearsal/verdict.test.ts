import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import type { Drill } from '../../src/rehearsal/drill.ts';
import { isDoubtful, recordOf, unfitRecord } from '../../src/rehearsal/verdict.ts';
import { client, round } from './_round.ts';

const DRILL: Drill = {
  name: 'kill-primary',
  story: 'Kills it: it holds.',
  run: async () => undefined,
  checks: [],
};

const LOST = {
  about: 'writes',
  must: 'No acknowledged write is lost',
  held: false,
  seen: '3 of 100',
} as const;
const SWITCHED = {
  about: 'failover',
  must: 'One replica is promoted, once',
  held: true,
  seen: 'two',
} as const;

test('a drill whose checks hold in every round says how long it took and what was lost, over all rounds', (t) => {
  const rounds = [
    round({
      measured: { writable: milliseconds(6_210) },
      checks: [SWITCHED],
      clients: [client({ kept: 9_000 })],
    }),
    round({ measured: { writable: milliseconds(5_900) }, clients: [client({ kept: 811 })] }),
  ];
  const record = recordOf(DRILL, rounds, undefined);
  t.is(record.verdict, 'held');
  t.is(
    record.because,
    'writable after 5.9 s to 6.2 s, longest gap 1.5 s, 0 of 9,811 acknowledged writes lost',
  );
  t.is(record.rounds, rounds);
});

test('a drill without a failover says the longest gap instead', (t) => {
  t.is(recordOf(DRILL, [round()], undefined).because, 'longest gap 1.5 s, 0 of 100 acknowledged writes lost');
});

test('one check that does not hold in one of the rounds breaks a drill, and is told once', (t) => {
  const rounds = [round({ checks: [LOST, SWITCHED] }), round(), round({ checks: [LOST] })];
  const record = recordOf(DRILL, rounds, undefined);
  t.is(record.verdict, 'broken');
  t.is(record.because, 'No acknowledged write is lost: 3 of 100');
});

test('a drill during which nobody waited long says that writes went on', (t) => {
  const gap = { from: milliseconds(10), to: milliseconds(36) };
  const clients = [client({ gap }), client({ settings: 'default' })];
  t.is(
    recordOf(DRILL, [round({ clients })], undefined).because,
    'writes went on, longest gap 26 ms, 0 of 200 acknowledged writes lost',
  );
});

test('writes that are lost by design are told with their bound, and where none is lost the bound is not', (t) => {
  const bound = 'what the old primary takes for 12.0 s at most';
  const lost = round({ clients: [client({ kept: 60, lost: 40 })] });
  t.is(
    recordOf(DRILL, [lost], bound).because,
    `longest gap 1.5 s, 40 of 100 acknowledged writes lost, by design: ${bound}`,
  );
  t.notRegex(recordOf(DRILL, [round()], bound).because, /by design/);
  const beyond = { because: 'it has no write guard', about: ['writes'] } as const;
  const excused = { ...lost, checks: [LOST], beyond };
  t.notRegex(recordOf(DRILL, [excused], bound).because, /by design/, 'the bound was not held to');
});

test('what an environment cannot come through by its own rules is expected to break, says what was seen, and may hold', (t) => {
  const because = 'it has no write guard (min-replicas-off)';
  const beyond = { because, about: ['writes'] } as const;
  const broken = recordOf(
    DRILL,
    [round({ checks: [LOST], beyond }), round({ checks: [LOST], beyond })],
    undefined,
  );
  t.is(broken.verdict, 'expected');
  t.is(broken.because, `${because}; longest gap 1.5 s, 0 of 200 acknowledged writes lost`);
  t.is(recordOf(DRILL, [round({ beyond })], undefined).verdict, 'held');
});

test('what an environment cannot come through excuses nothing else that broke', (t) => {
  const beyond = { because: 'it has one Sentinel (sentinel-count)', about: ['failover'] } as const;
  const checks = [LOST, { ...SWITCHED, held: false, seen: 'none was' }];
  const record = recordOf(DRILL, [round({ checks, beyond })], undefined);
  t.is(record.verdict, 'broken');
  t.is(record.because, 'No acknowledged write is lost: 3 of 100');
});

test('of several checks that do not hold the first is told, and how many there are beside it', (t) => {
  const missed = { ...SWITCHED, held: false, seen: 'none was' };
  t.is(
    recordOf(DRILL, [round({ checks: [missed, LOST] }), round({ checks: [LOST] })], undefined).because,
    'One replica is promoted, once: none was; 1 more did not hold',
  );
});

test('a round that was disturbed and broke nothing but a failover is run once more, and one that lost a write never is', (t) => {
  const late = { ...SWITCHED, held: false, seen: 'none was' };
  const disturbed = 'the measuring process paused once';
  t.true(isDoubtful(round({ checks: [late], disturbed })));
  t.false(isDoubtful(round({ checks: [late] })));
  t.false(isDoubtful(round({ checks: [late, LOST], disturbed })));
  t.false(isDoubtful(round({ checks: [SWITCHED], disturbed })));
  t.false(
    isDoubtful(round({ checks: [late], disturbed, beyond: { because: 'a rule', about: ['failover'] } })),
  );
});

test('a drill that an environment has nothing for is not run, and says why', (t) => {
  t.deepEqual(unfitRecord(DRILL, 'it has one zone only'), {
    drill: 'kill-primary',
    story: 'Kills it: it holds.',
    verdict: 'unfit',
    because: 'it has one zone only',
    rounds: [],
  });
});
