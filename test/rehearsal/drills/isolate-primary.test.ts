import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Drill } from '../../../src/rehearsal/drill.ts';
import {
  isolatePrimaryFromReplicas,
  isolatePrimaryFromSentinels,
} from '../../../src/rehearsal/drills/isolate-primary.ts';
import type { Round } from '../../../src/rehearsal/record.ts';
import { type Environment, firstPrimary } from '../../../src/topology/environment.ts';
import { shipped, small } from '../../_environment.ts';
import { client, lane, round } from '../_round.ts';

function holds({ checks }: Drill, environment: Environment, of: Round): boolean {
  const outcome = {
    environment,
    round: of,
    primary: firstPrimary(environment).name,
    stuck: undefined,
    healthyAfter: milliseconds(900),
  };
  return checks.every((must) => must(outcome).held);
}

const STILL = round();
const roles = [lane('one', 'primary', 'replica'), lane('two', 'replica', 'primary')];
const losing = (lostFor: number) =>
  round({ roles, clients: [client({ lost: 9, lostFor: milliseconds(lostFor) })] });

test('a primary that a quorum of Sentinels does not reach is replaced, and what it takes is lost for a bounded time', async (t) => {
  const quorum = await shipped('quorum');
  for (const [drill, limit] of [
    [isolatePrimaryFromSentinels, 3_100],
    [isolatePrimaryFromReplicas, 12_000],
  ] as const) {
    t.false(holds(drill, quorum, STILL), drill.name);
    t.true(holds(drill, quorum, losing(limit)), drill.name);
    t.false(holds(drill, quorum, losing(limit + 1)), drill.name);
    t.regex(drill.loses?.(quorum) ?? '', / at most /, drill.name);
    t.is(drill.beyond?.(quorum, firstPrimary(quorum)), undefined, drill.name);
  }
});

test('a primary that fewer Sentinels than the quorum do not reach leads on, and loses nothing', async (t) => {
  const production = await shipped('production');
  for (const drill of [isolatePrimaryFromSentinels, isolatePrimaryFromReplicas]) {
    const environment = drill === isolatePrimaryFromReplicas ? await shipped('lab') : production;
    t.true(holds(drill, environment, STILL), drill.name);
    t.false(holds(drill, environment, losing(0)), drill.name);
    t.is(drill.loses?.(environment), undefined, drill.name);
  }
});

test('without a write guard nobody promises an end of what an old primary takes that is cut off', (t) => {
  const unguarded = small({
    redis: { minReplicasToWrite: 0 },
    sentinel: { quorum: 2 },
  });
  const expected = isolatePrimaryFromReplicas.beyond?.(unguarded, firstPrimary(unguarded));
  t.deepEqual(expected?.about, ['writes']);
  t.false(holds(isolatePrimaryFromReplicas, unguarded, losing(0)));
});
