import test from 'ava';
import fc from 'fast-check';
import type { RolloutInput } from '../../../src/operate/rollout/input.ts';
import { planRollout } from '../../../src/operate/rollout/plan.ts';
import { runningShape } from '../../../src/operate/rollout/shape.ts';
import type { Step } from '../../../src/operate/step.ts';
import { withSentinel } from '../status/_observed.ts';
import { changes, definitionOf, inputOf } from './_change.ts';
import { ModelGroup } from './_model.ts';

const placesOf = (steps: readonly Step[]) => steps.map(({ kind, hosts }) => `${kind} ${hosts.join(' ')}`);

/** Why nothing can be done, but for what belongs to other parts. */
const whysOf = (input: RolloutInput) => planRollout(input).refusals.map(({ why }) => why);

const QUORUM = definitionOf({
  d1: ['data', 'sentinel'],
  d2: ['data', 'sentinel'],
  d3: ['data', 'sentinel'],
  s1: ['sentinel'],
  s2: ['sentinel'],
});

test('whoever comes or leaves, a failover stays possible and writes are taken at each moment, in at most one switch-over', (t) => {
  let planned = 0;
  fc.assert(
    fc.property(changes, (change) => {
      const input = inputOf(change);
      const { steps, refusals } = planRollout(input);
      if (refusals.length > 0) return;
      planned += 1;
      const model = new ModelGroup(input);
      for (const step of steps) model.take(step, input);
      t.deepEqual([model.broken, model.unlike(input)], [[], []]);
      t.true(model.switches <= 1);
    }),
    { numRuns: 40 },
  );
  t.true(planned > 10, `${planned} of 40 could be planned`);
});

test('two Sentinels come before the quorum rises, and a replica that leaves is forgotten', (t) => {
  const after = definitionOf(
    {
      d1: ['data', 'sentinel'],
      d2: ['data', 'sentinel'],
      s1: ['sentinel'],
      s2: ['sentinel'],
      s3: ['sentinel'],
      s4: ['sentinel'],
    },
    { quorum: 3 },
  );
  const { steps, refusals } = planRollout(inputOf({ before: QUORUM, after }));
  t.deepEqual(refusals, []);
  t.deepEqual(placesOf(steps), [
    'arrival s3',
    'arrival s4',
    'live s1',
    'live s2',
    'live d2',
    'live d1',
    'live d1 d2 s1 s2',
    'departure d3',
  ]);
});

test('a primary that leaves hands over first, to a host that stays', (t) => {
  const after = definitionOf({
    d2: ['data', 'sentinel'],
    d3: ['data', 'sentinel'],
    s1: ['sentinel'],
    s2: ['sentinel'],
  });
  const { steps } = planRollout(inputOf({ before: QUORUM, after }));
  t.deepEqual(placesOf(steps).slice(-2), ['switch-over d1 d2', 'departure d1']);
});

test('who is remembered, is down and has no machine is named and forgotten first', (t) => {
  const input = inputOf({
    before: QUORUM,
    after: QUORUM,
    told: (well) =>
      withSentinel(well, 's1', {
        replicas: remembering(well.sentinels[0]?.facts?.replicas ?? [], ['slave', 's_down']),
      }),
  });
  const { steps, refusals } = planRollout(input);
  t.deepEqual(refusals, []);
  t.deepEqual(placesOf(steps), ['arrival d1 d2 d3 s1 s2']);
  t.is(steps[0]?.what, 'SENTINEL RESET, one after the other, which forgets the replica at 10.0.0.99:6379');
});

test('who is remembered, is up and is not declared may be another group: it is named, and nothing is done', (t) => {
  const input = inputOf({
    before: QUORUM,
    after: QUORUM,
    told: (well) =>
      withSentinel(well, 's1', {
        replicas: remembering(well.sentinels[0]?.facts?.replicas ?? [], ['slave']),
      }),
  });
  t.true(
    whysOf(input).includes('Sentinel s1 knows the replica at 10.0.0.99:6379, which is up and not declared'),
  );
});

test('a new host at an address that is remembered of another one comes when that is forgotten', (t) => {
  const before = definitionOf({
    d1: ['data'],
    d2: ['data'],
    s1: ['sentinel'],
    s2: ['sentinel'],
    s3: ['sentinel'],
  });
  const after = definitionOf({
    d1: ['data'],
    d2: ['data'],
    d3: ['data'],
    s1: ['sentinel'],
    s2: ['sentinel'],
    s3: ['sentinel'],
  });
  const at = { address: '10.0.0.12', port: 6379 };
  const told = (flags: readonly string[]) =>
    inputOf({
      before,
      after,
      told: (well) =>
        withSentinel(well, 's1', {
          replicas: remembering(well.sentinels[0]?.facts?.replicas ?? [], flags).map((one) =>
            one.place.address === '10.0.0.99' ? { ...one, place: at } : one,
          ),
        }),
    });
  t.deepEqual(placesOf(planRollout(told(['slave', 's_down'])).steps).slice(0, 2), [
    'arrival s1 s2 s3',
    'arrival d3',
  ]);
  t.true(
    whysOf(told(['slave'])).includes(
      'Sentinel s1 knows the replica at 10.0.0.12:6379, which is up and not declared',
    ),
  );
});

test('two Sentinels of which one leaves are refused, and so is a data host that would find no majority when it boots', (t) => {
  const two = definitionOf({ d1: ['data'], d2: ['data'], s1: ['sentinel'], s2: ['sentinel'] }, { quorum: 1 });
  const one = definitionOf({ d1: ['data'], d2: ['data'], s1: ['sentinel'] }, { quorum: 1 });
  t.true(
    whysOf(inputOf({ before: two, after: one })).includes(
      'while s2 leaves, 1 of 2 Sentinels are left, and a failover takes 2',
    ),
  );
  const many = definitionOf({
    d1: ['data'],
    d2: ['data', 'sentinel'],
    d3: ['data', 'sentinel'],
    d4: ['data', 'sentinel'],
    s1: ['sentinel'],
    s2: ['sentinel'],
  });
  const few = definitionOf({ d1: ['data'], s1: ['sentinel'] }, { quorum: 1 });
  t.true(
    whysOf(inputOf({ before: few, after: many })).some((why) => why.startsWith('d2 asks the 5 Sentinels')) ===
      false,
    's1, s2 and d2 are three of five',
  );
});

type Replicas = readonly {
  readonly place: { readonly address: string; readonly port: number };
  readonly flags: readonly string[];
  readonly priority: number;
  readonly offset: number;
  readonly runId: string;
  readonly linked: boolean;
}[];

function remembering(replicas: Replicas, flags: readonly string[]): Replicas {
  return [
    ...replicas,
    {
      place: { address: '10.0.0.99', port: 6379 },
      flags,
      priority: 100,
      offset: 0,
      runId: 'gone',
      linked: false,
    },
  ];
}

test('a host that a roll-out made before it was cut off leaves again by what the Sentinels remember of it', (t) => {
  const after = definitionOf({
    d1: ['data'],
    d2: ['data'],
    s1: ['sentinel'],
    s2: ['sentinel'],
    s3: ['sentinel'],
  });
  const { environment } = inputOf({ before: QUORUM, after });
  const machine = { host: 'd9', address: '10.0.0.99' };
  const memory = {
    program: 'sentinel',
    place: { address: '10.0.0.99', port: 26379 },
    myid: 'its-id',
    isUp: true,
  } as const;
  const present = [...environment.hosts.map(({ name, address }) => ({ host: name, address })), machine];
  const { hosts } = runningShape(environment, undefined, present, [memory]);
  t.like(hosts.at(-1), {
    name: 'd9',
    address: '10.0.0.99',
    roles: ['sentinel'],
    sentinel: { myid: 'its-id' },
  });
  t.is(hosts.at(-1)?.data, undefined);
  t.throws(() => runningShape(environment, undefined, present, []), {
    message:
      /^the host d9 at 10\.0\.0\.99 is there, and neither a definition nor a Sentinel tells what it is/,
  });
});
