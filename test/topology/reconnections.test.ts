import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { CLIENTS } from '../../src/topology/clients.ts';
import { type Fault, forecastTerms, isNever } from '../../src/topology/forecast.ts';
import { describeReconnections, reconnections } from '../../src/topology/reconnections.ts';
import { BASE, resolved } from './_base.ts';

const replica = { roles: ['replica'] } as const;
const sentinel = { roles: ['sentinel'] } as const;
const APART: EnvironmentDefinition = {
  ...BASE,
  sentinel: { quorum: 2, downAfter: '1s' },
  redis: { minReplicasToWrite: 0 },
  hosts: {
    data1: { roles: ['primary'] },
    data2: replica,
    data3: replica,
    s1: sentinel,
    s2: sentinel,
    s3: sentinel,
  },
};

/** The longest gaps between two acknowledged writes, in milliseconds, with downAfter 1 s and no write guard. */
const MEASURED: readonly (readonly [string, string, Fault, number, number])[] = [
  ['node-redis 6.3', 'default', 'killed', 2_300, 4_600],
  ['node-redis 6.3', 'default', 'hung', 2_300, 5_500],
  ['ioredis 6.0', 'default', 'killed', 1_900, 3_900],
  ['ioredis 5.11, iovalkey 0.4', 'default', 'killed', 2_200, 3_300],
  ['redis-py 4.3 and 6.4', 'default', 'killed', 1_700, 2_800],
  ['node-redis 6.3', 'time limits', 'killed', 3_700, 5_100],
  ['node-redis 6.3', 'time limits', 'hung', 3_500, 6_300],
  ['ioredis 5.11 and 6.0, iovalkey 0.4', 'time limits', 'killed', 1_700, 2_800],
  ['ioredis 5.11 and 6.0, iovalkey 0.4', 'time limits', 'hung', 2_400, 4_000],
  ['redis-py 4.3 and 6.4, valkey-py 6.1', 'time limits', 'killed', 2_200, 2_300],
  ['redis-py 4.3 and 6.4, valkey-py 6.1', 'time limits', 'hung', 2_400, 3_300],
];

function whenOf(definition: EnvironmentDefinition, fault: Fault, client: string, settings: string) {
  const found = reconnections(resolved(definition), fault).find(
    (one) => one.client === client && one.settings === settings,
  );
  if (found === undefined) throw new RangeError(`${client} is no client`);
  return found.when;
}

for (const [client, settings, fault, least, most] of MEASURED)
  test(`the gaps measured for ${client} (${settings}) with a ${fault} primary lie inside its forecast`, (t) => {
    const when = whenOf(APART, fault, client, settings);
    if (isNever(when)) return t.fail(when.never);
    t.true(when.from <= least && most <= when.to, JSON.stringify(when));
  });

test('the back-off of ioredis 6.0 grows with the gap, and no longer than 5.2 s', (t) => {
  const added = (downAfter: '1s' | '3s' | '20s') => {
    const definition = { ...APART, sentinel: { quorum: 2, downAfter } };
    const when = whenOf(definition, 'killed', 'ioredis 6.0', 'default');
    const named = forecastTerms(resolved(definition), 'killed').find(({ moment }) => moment === 'namedByAll');
    if (named === undefined || isNever(when) || isNever(named.when)) return t.fail();
    return when.to - named.when.to;
  };
  t.deepEqual([added('1s'), added('3s'), added('20s')], [3_000, 5_000, 5_200]);
});

for (const client of ['ioredis 6.0', 'ioredis 5.11, iovalkey 0.4', 'redis-py 4.3 and 6.4'])
  test(`${client} without time limits waits for a silent primary without end`, (t) => {
    t.deepEqual(whenOf(APART, 'hung', client, 'default'), {
      never: 'it has no time limit for the answer of a silent primary',
    });
  });

test("node-redis without time limits may wait for the Sentinel on a silent primary's host without end", (t) => {
  t.deepEqual(whenOf(BASE, 'hung', 'node-redis 6.3', 'default'), {
    never: "it has no time limit for the answer of the Sentinel on the primary's host",
  });
  t.false(isNever(whenOf(BASE, 'killed', 'node-redis 6.3', 'default')));
});

test("a client's part is the last term, after the later of what names and what serves, and in none of Sentinel's moments", (t) => {
  const environment = resolved(BASE);
  const sentinels = forecastTerms(environment, 'killed').flatMap(({ terms }) => terms);
  t.false(sentinels.some(({ name }) => name === 'reconnect'));
  for (const { formula, terms } of reconnections(environment, 'killed')) {
    t.is(formula, 'downAfter + notice + election + poll + guard + reconnect');
    t.true(terms.every(({ meaning, source }) => meaning !== '' && source !== ''));
  }
});

test('where nothing is writable again no client writes, for the same reason', (t) => {
  const environment = resolved({ ...BASE, sentinel: { quorum: 4 } });
  const never = { never: 'a failover needs 4 Sentinels and there are 3; add some or lower the quorum' };
  t.deepEqual(
    reconnections(environment, 'killed').map(({ when }) => when),
    CLIENTS.map(() => never),
  );
  t.is(describeReconnections(reconnections(environment, 'killed'), 'default'), 'never');
});

test('the clients of one kind of settings in a sentence', (t) => {
  const all = reconnections(resolved(APART), 'hung');
  t.is(describeReconnections(all, 'time limits'), '1.1 s to 8.1 s');
  t.is(
    describeReconnections(all, 'default'),
    '1.4 s to 6.6 s; without end: ioredis 6.0, ioredis 5.11, iovalkey 0.4, redis-py 4.3 and 6.4',
  );
});
