import test from 'ava';
import fc from 'fast-check';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import type { MachineChange } from '../../../src/operate/machines.ts';
import { GROUP_FILE } from '../../../src/operate/members/group-file.ts';
import type { RolloutInput } from '../../../src/operate/rollout/input.ts';
import { pendingSettings } from '../../../src/operate/rollout/pending.ts';
import { isSamePlan, planRollout } from '../../../src/operate/rollout/plan.ts';
import { factsOf, type Step } from '../../../src/operate/step.ts';
import { withoutRedis, withRedis, withSentinel } from '../status/_observed.ts';
import { type Case, inputOf, MIXED, withDirectives } from './_input.ts';

const LIVE = withDirectives(MIXED, { 'maxmemory-policy': 'allkeys-lru', timeout: 900 });

const placesOf = (steps: readonly Step[]) => steps.map(({ kind, hosts }) => `${kind} ${hosts.join(' ')}`);

const refusalsOf = (given: Case) =>
  planRollout(inputOf(given)).refusals.map(({ why, remedy }) => `${why}; ${remedy}`);

const resize = (host: string): MachineChange => ({
  host,
  deed: 'resize',
  why: ['t4g.small becomes t4g.medium'],
});

test('what runs as declared has no step', (t) => {
  const { steps, waiting, refusals } = planRollout(inputOf({ before: MIXED, after: MIXED }));
  t.deepEqual([steps, waiting, refusals], [[], [], []]);
});

test('one command has all light settings of a host, replicas take it before the primary, and it says how it is taken back', (t) => {
  const { steps } = planRollout(inputOf({ before: MIXED, after: LIVE }));
  t.deepEqual(placesOf(steps), ['live data3', 'live data2', 'live data1']);
  t.deepEqual(steps.map(factsOf)[2], {
    kind: 'live',
    hosts: ['data1'],
    what: 'CONFIG SET maxmemory-policy allkeys-lru timeout 900',
    why: 'the primary is changed last, when all others have it and can take its place',
    notice: 'nothing',
    undo: 'CONFIG SET maxmemory-policy noeviction timeout 0',
    impact: 'live',
  });
});

test('Sentinels are told one after the other, and that on the primary last', (t) => {
  const after = { ...MIXED, sentinel: { quorum: 4, failoverTimeout: '70s' } } as const;
  const steps = planRollout(inputOf({ before: MIXED, after })).steps.filter(isOfPrograms);
  t.deepEqual(
    placesOf(steps),
    ['watch1', 'watch2', 'watch3', 'data2', 'data1'].map((host) => `live ${host}`),
  );
  t.is(steps[0]?.what, 'SENTINEL SET mymaster failover-timeout 70000; SENTINEL SET mymaster quorum 4');
});

test('a host that is made anew is told nothing before: a smaller machine might not bear it', (t) => {
  const { steps } = planRollout(inputOf({ before: MIXED, after: LIVE, machines: [resize('data3')] }));
  t.deepEqual(placesOf(steps), ['live data2', 'live data1', 'replacement data3']);
});

test('until the primary: what moves it waits, with all that comes after it', (t) => {
  const input = inputOf({ before: MIXED, after: withDirectives(MIXED, { 'io-threads': 4 }) });
  const whole = planRollout(input).steps;
  const { steps, waiting } = planRollout(input, { until: 'primary' });
  t.deepEqual(placesOf(whole), [...placesOf(steps), ...placesOf(waiting)]);
  t.deepEqual(placesOf(steps), ['replacement data3', 'replacement data2']);
  t.deepEqual(placesOf(waiting), ['switch-over data1 data2', 'replacement data1']);
});

test('where nobody writes while a replica is away, or no majority watches, nothing is begun', (t) => {
  const small: EnvironmentDefinition = {
    ...MIXED,
    redis: { minReplicasToWrite: 1 },
    sentinel: { quorum: 2 },
    hosts: { one: { roles: ['primary', 'sentinel'] }, two: { roles: ['replica', 'sentinel'] } },
  };
  t.deepEqual(refusalsOf({ before: small, after: withDirectives(small, { 'io-threads': 4 }) }), [
    'while one is made anew, its group has 0 other replicas and refuses writes: redis.minReplicasToWrite is 1; add a replica, or roll redis.minReplicasToWrite: 0 out before',
    'while one is made anew, 1 of 2 Sentinels are left, and a failover takes 2; add Sentinels first, so that a majority and the quorum are left while one is away',
  ]);
  t.deepEqual(refusalsOf({ before: small, after: withDirectives(small, { timeout: 900 }) }), []);
});

test('what still runs may demand more replicas than the definition', (t) => {
  const strict = { ...MIXED, redis: { minReplicasToWrite: 2 } };
  const [refusal = ''] = refusalsOf({ before: strict, after: withDirectives(MIXED, { 'io-threads': 4 }) });
  t.regex(refusal, /1 other replicas and refuses writes: redis.minReplicasToWrite is 2;/);
});

test('a primary that nobody may succeed stays', (t) => {
  const never: EnvironmentDefinition = {
    ...MIXED,
    hosts: {
      ...MIXED.hosts,
      data2: { roles: ['replica', 'sentinel'], priority: 0 },
      data3: { roles: ['replica'], priority: 0 },
    },
  };
  const [refusal = ''] = refusalsOf({ before: never, after: withDirectives(never, { 'io-threads': 4 }) });
  t.is(
    refusal,
    'data1 is primary and has to be made anew, and no other host may be promoted; add a replica with a priority above 0 first',
  );
});

test('a group that is not well is left alone, unless a step mends what is wrong', (t) => {
  const sick = {
    before: MIXED,
    after: LIVE,
    told: (well: Parameters<typeof withoutRedis>[0]) => withoutRedis(well, 'data3'),
  };
  t.true(
    refusalsOf(sick).some((refusal) =>
      refusal.startsWith('Redis on data3 does not answer; look with vedette status mixed'),
    ),
  );
  const mended = {
    ...sick,
    machines: [resize('data3')],
    behind: (program: string) => !program.startsWith('data3'),
  };
  t.deepEqual(refusalsOf(mended), []);
  const quorum = { before: MIXED, after: { ...MIXED, sentinel: { quorum: 4 } } };
  t.deepEqual(
    refusalsOf({
      ...quorum,
      told: (well) =>
        ['data1', 'data2', 'watch1', 'watch2', 'watch3'].reduce(
          (told, host) => withSentinel(told, host, { quorum: 3 }),
          well,
        ),
    }),
    [],
  );
  const failing = refusalsOf({
    ...sick,
    told: (well) => withSentinel(well, 'watch1', { failover: 'wait_start', flags: ['master', 'o_down'] }),
    machines: [resize('watch1')],
  });
  t.true(
    failing.some((refusal) =>
      refusal.startsWith('Sentinel watch1 finds the primary down, or is in the middle of a failover;'),
    ),
  );
});

test('a priority of another value than declared is mended by telling it', (t) => {
  const after: EnvironmentDefinition = {
    ...MIXED,
    hosts: { ...MIXED.hosts, data3: { roles: ['replica'], priority: 10 } },
  };
  const given: Case = { before: MIXED, after, told: (well) => withRedis(well, 'data3', { priority: 100 }) };
  t.deepEqual(placesOf(planRollout(inputOf(given)).steps), ['live data3']);
});

test('a downgrade is refused, and an upgrade goes alone', (t) => {
  const [older, newer] = ['redis72', 'redis80'].map(
    (name) => ({ ...MIXED, redis: { package: name } }) as EnvironmentDefinition,
  );
  if (older === undefined || newer === undefined) return t.fail();
  t.deepEqual(refusalsOf({ before: newer, after: older }), [
    'Redis 8.0 runs, and Redis 7.2 cannot read the data that it writes; leave redis.package at Redis 8.0, or create another environment and move the data',
  ]);
  t.deepEqual(refusalsOf({ before: older, after: newer }), []);
  t.deepEqual(refusalsOf({ before: older, after: withDirectives(newer, { timeout: 900 }) }), [
    'Redis 8.0 and other configuration (timeout) are to be rolled out at once, and where that fails nobody can tell which of them it was; roll redis.package out alone, and the rest afterwards',
  ]);
});

test('Valkey takes the place of a Redis whose data it reads, and never the other way', (t) => {
  const [older, newer] = ['redis72', 'redis80'].map(
    (name) => ({ ...MIXED, redis: { package: name } }) as EnvironmentDefinition,
  );
  const valkey: EnvironmentDefinition = { ...MIXED, engine: 'valkey', redis: { version: '8.1' } };
  const later: EnvironmentDefinition = { ...valkey, redis: { version: '9.1' } };
  if (older === undefined || newer === undefined) return t.fail();
  const why = (before: EnvironmentDefinition, after: EnvironmentDefinition) =>
    planRollout(inputOf({ before, after })).refusals.map((refusal) => refusal.why);
  t.deepEqual(why(older, valkey), []);
  t.deepEqual(why(older, later), []);
  t.deepEqual(why(valkey, later), []);
  t.deepEqual(why(newer, valkey), ['Redis 8.0 runs, and Valkey 8.1 cannot read the data that it writes']);
  t.deepEqual(why(later, valkey), [
    'Valkey 9.1 runs, and Valkey 8.1 cannot read the data that it writes: replicas of Valkey 8.1 follow a primary of Valkey 9.1 only until the first hash field has a time to live, and never sync fully again',
  ]);
  t.deepEqual(why(later, older), ['Valkey 9.1 runs, and Redis 7.2 cannot read the data that it writes']);
  t.deepEqual(why(valkey, newer), [
    'Valkey 8.1 runs, and its files belong to a user that hosts of Redis 8.0 do not have',
  ]);
});

test('an upgrade that was cut off is not taken back, also where another engine stands in', (t) => {
  const older: EnvironmentDefinition = { ...MIXED, redis: { package: 'redis72' } };
  const upgraded = (host: string): MachineChange => ({
    host,
    deed: 'replace',
    why: ['the package redis80 becomes redis72'],
    engine: '8.0',
  });
  const planned = (host: string) =>
    planRollout({
      ...inputOf({ before: older, after: older, machines: [upgraded(host)] }),
      standsIn: true,
    }).refusals.map(({ why }) => why);
  t.deepEqual(planned('data3'), ['Redis 8.0 runs, and Redis 7.2 cannot read the data that it writes']);
  t.deepEqual(planned('watch1'), []);
});

/** The group as a switch-over to data3 leaves it that was killed in the middle. */
const CUT_OFF: EnvironmentDefinition = {
  ...MIXED,
  redis: { minReplicasToWrite: 2 },
  hosts: { ...MIXED.hosts, data3: { roles: ['replica'], priority: 1 } },
};

test('what a switch-over that was cut off has left goes back first, replicas before the primary, and nothing is judged by it', (t) => {
  const { steps, refusals } = planRollout(
    inputOf({ before: CUT_OFF, brought: MIXED, after: withDirectives(MIXED, { 'io-threads': 4 }) }),
  );
  t.deepEqual(refusals, []);
  t.deepEqual(placesOf(steps), [
    ...['data3', 'data2', 'data1'].map((host) => `live ${host}`),
    ...['data3', 'data2'].map((host) => `replacement ${host}`),
    'switch-over data1 data2',
    'replacement data1',
  ]);
  t.like(steps[0], {
    what: 'CONFIG SET min-replicas-to-write 1 replica-priority 100',
    why: 'a switch-over that was cut off has left it: it goes back first, so that nothing that follows is judged by it',
    undo: 'CONFIG SET min-replicas-to-write 2 replica-priority 1',
  });
});

test('an upgrade goes on where a switch-over was cut off, and not where somebody changed the guard or the definition did', (t) => {
  const of = (redis: EnvironmentDefinition['redis'], group = MIXED): EnvironmentDefinition => ({
    ...group,
    redis: { ...group.redis, ...redis },
  });
  const [older, newer] = [of({ package: 'redis72' }), of({ package: 'redis80' })];
  t.deepEqual(refusalsOf({ before: of({ package: 'redis72' }, CUT_OFF), brought: older, after: newer }), []);
  const guarded = (guard: number) => of({ package: 'redis72', minReplicasToWrite: guard });
  for (const changed of [
    { before: guarded(0), brought: older, after: newer },
    { before: guarded(2), after: newer },
  ])
    t.regex(refusalsOf(changed).join(), /other configuration \(min-replicas-to-write\)/);
});

test('an upgrade that was cut off goes on where hosts of the new engine are held back, and leaves them so', (t) => {
  const of = (name: 'redis72' | 'redis80', priority: number): EnvironmentDefinition => ({
    ...MIXED,
    redis: { package: name },
    hosts: { ...MIXED.hosts, data3: { roles: ['replica'], priority } },
  });
  const machines = ['data2', 'data1'].map(
    (host): MachineChange => ({
      host,
      deed: 'replace',
      why: ['the package redis72 becomes redis80'],
      engine: '7.2',
    }),
  );
  const told = (well: Parameters<typeof withRedis>[0]) => withRedis(well, 'data3', { priority: 0 });
  const { steps, refusals } = planRollout(
    inputOf({
      before: of('redis72', 0),
      brought: of('redis72', 100),
      after: of('redis80', 100),
      machines,
      told,
    }),
  );
  t.deepEqual(refusals, []);
  t.deepEqual(placesOf(steps.filter(({ kind }) => kind === 'live')), []);
});

test('a port is not changed host by host', (t) => {
  const refusals = refusalsOf({ before: MIXED, after: { ...MIXED, redis: { port: 6380 } } });
  t.true(
    refusals.some((refusal) =>
      /^port of Redis on data1 is changed, and hosts of one group that listen on several ports/.test(refusal),
    ),
  );
});

const CHANGES: readonly ((definition: EnvironmentDefinition) => EnvironmentDefinition)[] = [
  (one) => withDirectives(one, { 'maxmemory-policy': 'allkeys-lru' }),
  (one) => withDirectives(one, { timeout: 900 }),
  (one) => withDirectives(one, { 'io-threads': 4 }),
  (one) => ({ ...one, redis: { ...one.redis, maxmemory: '64mb' } }),
  (one) => ({ ...one, sentinel: { ...one.sentinel, quorum: 4 } }),
  (one) => ({ ...one, sentinel: { ...one.sentinel, failoverTimeout: '77s' } }),
];

const PROGRAMS = [
  'data1 redis',
  'data1 sentinel',
  'data2 redis',
  'data2 sentinel',
  'data3 redis',
  'watch1 sentinel',
  'watch2 sentinel',
  'watch3 sentinel',
];

const HOSTS = Object.keys(MIXED.hosts);

/** Any part of a roll-out may be done already, and machines may have to change too. */
const cases: fc.Arbitrary<Case> = fc
  .record({ changes: fc.subarray([...CHANGES]), behind: fc.subarray(PROGRAMS), resized: fc.subarray(HOSTS) })
  .map(({ changes, behind, resized }) => ({
    before: MIXED,
    after: changes.reduce((definition, change) => change(definition), MIXED),
    behind: (program) => behind.includes(program),
    machines: resized.map(resize),
  }));

/** Nothing that runs reads the file that names the members. */
const isOfPrograms = ({ what }: Step) => !what.startsWith(GROUP_FILE);

/** Where each step is, without what moves the primary. */
const hostsOf = (steps: readonly Step[], kind: Step['kind']) =>
  steps.filter((step) => step.kind === kind).flatMap(({ hosts }) => hosts);

function holds({ steps: all, refusals }: ReturnType<typeof planRollout>, input: RolloutInput): boolean {
  const steps = all.filter(isOfPrograms);
  const [moves, anew] = [steps.filter(({ kind }) => kind === 'switch-over'), hostsOf(steps, 'replacement')];
  const told = steps
    .filter(({ kind, what }) => kind === 'live' && what.startsWith('CONFIG'))
    .flatMap(({ hosts }) => hosts);
  const isLast = (hosts: readonly string[]) =>
    !hosts.includes('data1') || hosts.slice(hosts.indexOf('data1')).every((host) => host === 'data1');
  const moved = steps.findIndex(({ kind }) => kind === 'switch-over');
  const brought = new Set([...hostsOf(steps, 'live'), ...anew]);
  return [
    refusals.length === 0,
    steps.every(({ kind, hosts }) => hosts.length === (kind === 'switch-over' ? 2 : 1)),
    new Set(anew).size === anew.length,
    isLast(anew) && isLast(told),
    moves.length === (anew.includes('data1') ? 1 : 0),
    moved < 0 || steps[moved + 1]?.hosts[0] === 'data1',
    !hostsOf(steps, 'live').some((host) => anew.includes(host)),
    input.drift.hosts.every((drift) => pendingSettings(input, drift).length === 0 || brought.has(drift.host)),
  ].every(Boolean);
}

test('whatever is done already: never two hosts at once, the primary last, one switch-over at most, and nothing left out', (t) => {
  fc.assert(
    fc.property(cases, (given) => {
      const input = inputOf(given);
      return holds(planRollout(input), input);
    }),
    { numRuns: 20 },
  );
  t.pass();
});

test('whatever a switch-over has left goes back first, and what follows is what would be done without it', (t) => {
  const left = fc.record({
    guard: fc.boolean(),
    first: fc.option(fc.constantFrom('data1', 'data2', 'data3')),
  });
  fc.assert(
    fc.property(cases, left, (given, { guard, first }) => {
      const hosts = Object.entries(MIXED.hosts).map(([name, host]) => [
        name,
        name === first ? { ...host, priority: 1 } : host,
      ]);
      const before: EnvironmentDefinition = {
        ...MIXED,
        redis: { minReplicasToWrite: guard ? 2 : 1 },
        hosts: Object.fromEntries(hosts),
      };
      const behind = (program: string) => program.endsWith('redis') || given.behind?.(program) === true;
      const whole = { ...given, behind, brought: MIXED };
      const [clean, cut] = [MIXED, before].map((ran) => planRollout(inputOf({ ...whole, before: ran })));
      const texts = (steps: readonly Step[] = []) => steps.map((step) => JSON.stringify(factsOf(step)));
      const count = (cut?.steps.length ?? 0) - (clean?.steps.length ?? 0);
      t.is(count, guard ? 3 : Number(first !== null));
      t.true(cut?.steps.slice(0, count).every(({ why }) => why.startsWith('a switch-over that was cut off')));
      t.deepEqual(texts(cut?.steps.slice(count)), texts(clean?.steps));
      t.deepEqual(cut?.refusals, clean?.refusals);
    }),
    { numRuns: 15 },
  );
});

test('in whatever order things are told, the plan is the same', (t) => {
  fc.assert(
    fc.property(cases, fc.func(fc.nat()), (given, rankOf) => {
      const input = inputOf(given);
      const shuffled = <Item>(items: readonly Item[]) =>
        items
          .map((item, at) => [rankOf(at), item] as const)
          .toSorted(([one], [other]) => one - other)
          .map(([, item]) => item);
      const hosts = shuffled(input.drift.hosts).map((drift) => ({
        ...drift,
        settings: shuffled(drift.settings),
      }));
      const machines = { ...input.machines, hosts: shuffled(input.machines.hosts) };
      const other = { ...input, drift: { ...input.drift, hosts }, machines };
      return isSamePlan(planRollout(input), planRollout(other));
    }),
    { numRuns: 8 },
  );
  t.pass();
});
