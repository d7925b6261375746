import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { type Fault, forecast, forecastTerms, isNever, type Moment } from '../../src/topology/forecast.ts';
import { BASE, resolved } from './_base.ts';

const ONE_SECOND: EnvironmentDefinition = { ...BASE, sentinel: { quorum: 2, downAfter: '1s' } };

/** Milliseconds after `downAfter`, with three data hosts, three Sentinels and a write guard of 1, or none for `role`. */
const MEASURED: readonly (readonly [Fault, Moment, number, number])[] = [
  ['killed', 'detected', 24, 179],
  ['killed', 'role', 320, 447],
  ['killed', 'writable', 1_260, 1_280],
  ['killed', 'named', 1_150, 1_250],
  ['killed', 'namedByAll', 1_200, 1_330],
  ['killed', 'synced', 1_200, 1_330],
  ['hung', 'detected', 14, 843],
  ['hung', 'role', 350, 1_547],
  ['hung', 'named', 1_217, 2_409],
  ['hung', 'namedByAll', 1_265, 2_495],
  ['hung', 'synced', 1_300, 2_256],
];

for (const [fault, moment, least, most] of MEASURED)
  test(`what was measured for ${moment} of a ${fault} primary lies inside the forecast`, (t) => {
    const when = forecast(resolved(ONE_SECOND), fault)[moment];
    if (isNever(when)) return t.fail(when.never);
    t.true(when.from <= 1_000 + least && 1_000 + most <= when.to, JSON.stringify(when));
  });

test('with a single Sentinel the forecast holds the fastest promotion that was measured', (t) => {
  const lone = resolved({
    ...BASE,
    sentinel: { quorum: 1, downAfter: '1s' },
    hosts: {
      data1: { roles: ['primary'] },
      data2: { roles: ['replica', 'sentinel'] },
      data3: { roles: ['replica'] },
    },
  });
  const { role } = forecast(lone, 'killed');
  if (isNever(role)) return t.fail(role.never);
  t.true(role.from <= 1_157);
});

test('with four replicas left and two asked for, the guard waits for a second round', (t) => {
  const five = resolved({
    ...BASE,
    redis: { minReplicasToWrite: 2 },
    sentinel: { quorum: 2, downAfter: '3s' },
    hosts: { ...BASE.hosts, data4: { roles: ['replica'] }, data5: { roles: ['replica'] } },
  });
  const { writable } = forecast(five, 'killed');
  if (isNever(writable)) return t.fail(writable.never);
  t.true(writable.from <= 5_259 && 5_399 <= writable.to, JSON.stringify(writable));
});

test('the moments of a killed primary with the defaults', (t) => {
  const { detected, role, writable, named, namedByAll } = forecast(resolved(BASE), 'killed');
  t.like(detected, { from: 5_000, to: 5_200 });
  t.like(role, { from: 5_104, to: 5_700 });
  t.like(named, { from: 5_104, to: 6_800 });
  t.like(namedByAll, { from: 5_104, to: 7_000 });
  t.like(writable, { from: 5_104, to: 7_000 });
});

test('without a write guard the new primary takes writes at once', (t) => {
  const { role, writable } = forecast(resolved({ ...BASE, redis: { minReplicasToWrite: 0 } }), 'hung');
  t.deepEqual(writable, role);
});

test('a single replica with a write guard takes no writes until a host is back', (t) => {
  const single = resolved({
    ...BASE,
    redis: { minReplicasToWrite: 1 },
    hosts: { ...BASE.hosts, data3: { roles: ['sentinel'] } },
  });
  t.deepEqual(forecast(single, 'killed').writable, {
    never: 'redis.minReplicasToWrite is 1 and 0 replicas are left until a host is back',
  });
});

test('a single replica leaves no other to be synced', (t) => {
  const single = resolved({ ...BASE, hosts: { ...BASE.hosts, data3: { roles: ['sentinel'] } } });
  t.deepEqual(forecast(single, 'killed').synced, { never: 'no other replica is left until a host is back' });
});

test('with a quorum above the number of Sentinels the primary is detected and nobody is promoted', (t) => {
  const { detected, role, synced } = forecast(resolved({ ...BASE, sentinel: { quorum: 4 } }), 'killed');
  const never = { never: 'a failover needs 4 Sentinels and there are 3; add some or lower the quorum' };
  t.deepEqual([isNever(detected), role, synced], [false, never, never]);
});

test('without a Sentinel nothing is detected', (t) => {
  const { detected } = forecast(
    resolved({ ...BASE, hosts: { data1: { roles: ['primary'] }, data2: { roles: ['replica'] } } }),
    'killed',
  );
  t.deepEqual(detected, { never: 'there is no Sentinel; give a host the role sentinel' });
});

test('replicas of priority 0 are not promoted', (t) => {
  const { data1, data2, data3 } = BASE.hosts;
  const hosts = { data1, data2: { ...data2, priority: 0 }, data3: { ...data3, priority: 0 } };
  t.deepEqual(forecast(resolved({ ...BASE, hosts }), 'killed').role, {
    never: 'no other data host than data1 may be primary; add one',
  });
});

test('a full resync that waits for more replicas counts repl-diskless-sync-delay and the transfer of maxmemory', (t) => {
  const directives = { 'repl-diskless-sync-delay': 7, 'repl-diskless-sync-max-replicas': 0 };
  const { named, synced } = forecast(
    resolved({ ...BASE, redis: { maxmemory: '1000mb', directives } }),
    'killed',
  );
  if (isNever(named) || isNever(synced)) return t.fail();
  t.is(synced.to - named.to, 7_000 + 10_000 + 2_000);
});

test('without diskless synchronisation there is no delay', (t) => {
  const directives = { 'repl-diskless-sync': false };
  const { named, synced } = forecast(
    resolved({ ...BASE, redis: { maxmemory: '1000mb', directives } }),
    'killed',
  );
  if (isNever(named) || isNever(synced)) return t.fail();
  t.is(synced.to - named.to, 10_000 + 2_000);
});

for (const [directives, parallelSyncs, delay] of [
  [{}, 1, 1_000],
  [{}, 2, 1_000],
  [{ 'repl-diskless-sync-max-replicas': 1 }, 1, 1_000],
  [{ 'repl-diskless-sync-max-replicas': 2 }, 1, 5_000],
  [{ 'repl-diskless-sync-max-replicas': 2 }, 2, 1_000],
  [{ 'repl-diskless-sync-max-replicas': 1, 'repl-diskless-sync-delay': 0 }, 1, 0],
] as const)
  test(`a full resync begins after ${delay} ms with ${JSON.stringify(directives)} and parallelSyncs ${parallelSyncs}`, (t) => {
    const hosts = { ...BASE.hosts, data4: { roles: ['replica'] } } as const;
    const sentinel = { quorum: 2, parallelSyncs };
    const redis = { maxmemory: '1000mb', directives } as const;
    const { named, synced } = forecast(resolved({ ...BASE, hosts, sentinel, redis }), 'killed');
    if (isNever(named) || isNever(synced)) return t.fail();
    t.is(synced.to - named.to, (2 / parallelSyncs) * (delay + 10_000 + 2_000));
  });

test('when failoverTimeout has passed, all replicas that are left sync at once', (t) => {
  const replicas = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`more${index}`, { roles: ['replica'] } as const]),
  );
  const { named, synced } = forecast(
    resolved({ ...BASE, redis: { maxmemory: '1000mb' }, hosts: { ...BASE.hosts, ...replicas } }),
    'killed',
  );
  if (isNever(named) || isNever(synced)) return t.fail();
  t.is(synced.to - named.to, 60_000 + 1_000 + 10_000);
});

for (const parallelSyncs of [0, -1])
  test(`with parallelSyncs ${parallelSyncs}, replicas wait for failoverTimeout and no longer`, (t) => {
    const environment = resolved({
      ...BASE,
      sentinel: { quorum: 2, parallelSyncs },
      redis: { maxmemory: '1000mb' },
    });
    const { named, writable, synced } = forecast(environment, 'killed');
    if (isNever(named) || isNever(writable) || isNever(synced)) return t.fail();
    t.deepEqual([writable.to - named.to, synced.to - named.to], [60_200, 75_000]);
  });

test('every moment is the sum of its terms, each with a meaning and a source', (t) => {
  const environment = resolved(BASE);
  const totals = forecast(environment, 'hung');
  for (const { moment, when, terms } of forecastTerms(environment, 'hung')) {
    t.deepEqual(when, totals[moment]);
    t.like(when, {
      from: terms.reduce((sum, { span }) => sum + span.from, 0),
      to: terms.reduce((sum, { span }) => sum + span.to, 0),
    });
    t.true(terms.every(({ meaning, source }) => meaning !== '' && source !== ''));
  }
});

test('the formulas in their order', (t) => {
  t.deepEqual(
    forecastTerms(resolved(BASE), 'killed').map(({ moment, formula }) => `${moment} = ${formula}`),
    [
      'detected = downAfter + notice',
      'role = downAfter + notice + election',
      'writable = downAfter + notice + election + poll + guard',
      'named = downAfter + notice + election + poll',
      'namedByAll = downAfter + notice + election + poll + hello',
      'synced = downAfter + notice + election + poll + resync',
    ],
  );
});

test('a moment that never comes has no formula', (t) => {
  const [, role] = forecastTerms(resolved({ ...BASE, sentinel: { quorum: 4 } }), 'killed');
  t.like(role, { moment: 'role', formula: '', terms: [] });
});
