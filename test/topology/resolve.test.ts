import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { bytes } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { loadDefinition } from '../../src/definition/load.ts';
import {
  dataHosts,
  type Environment,
  firstPrimary,
  majority,
  sentinelHosts,
} from '../../src/topology/environment.ts';
import { BASE, resolved } from './_base.ts';

const GIB = 1024 ** 3;

test('the defaults of a small environment', (t) => {
  const { redis, sentinel, network, aws, protected: isProtected, waivers } = resolved(BASE);
  t.like(redis, {
    package: 'redis72',
    version: '7.2',
    port: 6379,
    persistence: 'rdb',
    minReplicasToWrite: 1,
    minReplicasMaxLag: 10_000,
  });
  t.like(sentinel, {
    group: 'mymaster',
    port: 26_379,
    quorum: 2,
    downAfter: 5_000,
    failoverTimeout: 60_000,
    parallelSyncs: 1,
  });
  t.like(network, { cidr: '10.0.0.0/24', egress: 'public', flowLogDays: 0 });
  t.deepEqual(aws, {
    region: 'eu-central-1',
    image: '15.1',
    updates: 'off',
    passwordVersion: 1,
    alarms: false,
    tags: {},
    backups: { keep: 0, every: '24h', at: '03:00' },
    cpuCredits: 'unlimited',
  });
  t.deepEqual([isProtected, waivers], [false, []]);
});

test('a protected environment reaches the world through NAT, keeps flow logs for a year, and updates new hosts', (t) => {
  const { network, aws } = resolved({ ...BASE, protected: true });
  t.deepEqual([network.egress, network.flowLogDays, aws.updates], ['nat', 365, 'first-boot']);
});

test('a network has a subnet for the NAT gateway where that is in one zone, and the secret store in every zone where protected', (t) => {
  const partsOf = (changes: Partial<EnvironmentDefinition>) => {
    const { network } = resolved({ ...BASE, ...changes });
    return [network.publicSubnet?.subnet, network.secretStore?.map(({ zone }) => zone.name)];
  };
  const network = { cidr: '10.0.0.0/24', zones: ['a', 'b'] };
  t.deepEqual(partsOf({ network }), [undefined, undefined]);
  t.deepEqual(partsOf({ network: { ...network, egress: 'nat' } }), ['10.0.0.192/28', undefined]);
  t.deepEqual(partsOf({ network, protected: true }), [undefined, ['a', 'b']]);
  t.deepEqual(partsOf({ network: { ...network, egress: 'public' }, protected: true }), [
    undefined,
    ['a', 'b'],
  ]);
});

test('a single replica is not asked for by the write guard', (t) => {
  const { redis } = resolved({ ...BASE, hosts: { ...BASE.hosts, data3: { roles: ['sentinel'] } } });
  t.is(redis.minReplicasToWrite, 0);
});

test('a data host has half of its memory for data, and a volume of two and a half times its memory', (t) => {
  const [host] = dataHosts(resolved(BASE));
  t.like(host?.data, {
    maxmemory: 2 * GIB,
    maxmemoryOrigin: 'derived: 50% of 4gb',
    volume: { size: 10 * GIB },
    priority: 100,
  });
});

testProp('a volume does not change with maxmemory', [fc.integer({ min: 1, max: 4_096 })], (t, mb) => {
  for (const { data } of dataHosts(resolved({ ...BASE, redis: { maxmemory: `${mb}mb` } })))
    t.is(data.volume.size, bytes(10 * GIB));
});

test('a volume has whole gibibytes', (t) => {
  const [host] = dataHosts(
    resolved({ ...BASE, hosts: { ...BASE.hosts, data1: { ...BASE.hosts.data1, size: 't4g.micro' } } }),
  );
  t.is(host?.data.volume.size, bytes(3 * GIB));
});

test('a volume is as large as the host says', (t) => {
  const [host] = dataHosts(
    resolved({ ...BASE, hosts: { ...BASE.hosts, data1: { ...BASE.hosts.data1, volume: '64gb' } } }),
  );
  t.is(host?.data.volume.size, bytes(64 * GIB));
});

test('the bucket of the state is in the region of the environment unless it says another', (t) => {
  const stateOf = (state: { bucket: string; region?: string }) =>
    resolved({ ...BASE, aws: { region: 'eu-north-1', state } }).aws.state;
  t.deepEqual(stateOf({ bucket: 'states' }), { bucket: 'states', region: 'eu-north-1' });
  t.deepEqual(stateOf({ bucket: 'states', region: 'eu-west-1' }), { bucket: 'states', region: 'eu-west-1' });
});

test('an environment has alarms where it is protected or says where they go', (t) => {
  t.true(resolved({ ...BASE, protected: true }).aws.alarms);
  t.like(resolved({ ...BASE, aws: { alarmTopic: 'own' } }).aws, { alarms: true, alarmTopic: 'own' });
});

test('an environment is frozen through and through', (t) => {
  const unfrozen = [...reachable(resolved(BASE))].filter((value) => !Object.isFrozen(value));
  t.deepEqual(unfrozen, []);
});

test('equal definitions give equal environments', (t) => {
  t.deepEqual(resolved(structuredClone<EnvironmentDefinition>(BASE)), resolved(BASE));
});

test('the first primary is the host with that role, wherever it stands', (t) => {
  const { data1, data2, data3 } = BASE.hosts;
  t.is(firstPrimary(resolved({ ...BASE, hosts: { data3, data2, data1 } })).name, 'data1');
});

test('a majority is more than half', (t) => {
  t.deepEqual([1, 2, 3, 4, 5].map(majority), [1, 2, 2, 3, 3]);
});

test('the id of a Sentinel is 40 hexadecimal digits that only environment and host decide', (t) => {
  const idsOf = (environment: Environment) => sentinelHosts(environment).map((host) => host.sentinel.myid);
  const ids = idsOf(resolved(BASE));
  t.true(ids.every((id) => /^[0-9a-f]{40}$/.test(id)));
  t.deepEqual(idsOf(resolved({ ...BASE, sentinel: { quorum: 3 }, network: { cidr: '10.9.0.0/24' } })), ids);
});

test('no two Sentinels have the same id, in one environment or in two', (t) => {
  const ids = [BASE, { ...BASE, name: 'other' }].flatMap((definition) =>
    sentinelHosts(resolved(definition)).map((host) => host.sentinel.myid),
  );
  t.is(new Set(ids).size, 6);
});

test('the hosts of the lab keep the addresses that were given', async (t) => {
  const { definition } = await loadDefinition('lab');
  t.deepEqual(
    resolved(definition).hosts.map(({ name, address }) => `${name} ${address}`),
    ['ctrl 10.0.0.25', 'ns 10.0.0.30', 'node01 10.0.0.51', 'node02 10.0.0.52'],
  );
});

function* reachable(value: unknown): Iterable<object> {
  if (typeof value !== 'object' || value === null) return;
  yield value;
  for (const inner of Object.values(value)) yield* reachable(inner);
}
