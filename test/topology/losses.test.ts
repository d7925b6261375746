import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { spread } from '../../src/definition/spread.ts';
import { type Loss, losses, sentinelsNeeded, zoneLosses } from '../../src/topology/losses.ts';
import { BASE, resolved } from './_base.ts';

const THREE_ZONES: EnvironmentDefinition = {
  ...BASE,
  sentinel: { quorum: 3 },
  network: { cidr: '10.0.0.0/22', zones: ['a', 'b', 'c'] },
  hosts: spread({ replicas: 2, sentinels: 5, zones: ['a', 'b', 'c'] }),
};

function lossOf(definition: EnvironmentDefinition, name: string): Loss | undefined {
  return losses(resolved(definition)).find((loss) => loss.name === name);
}

test('every host is lost once, then every zone, in order', (t) => {
  t.deepEqual(
    losses(resolved(THREE_ZONES)).map(({ kind, name }) => `${kind} ${name}`),
    [
      'host data1',
      'host data2',
      'host data3',
      'host sentinel1',
      'host sentinel2',
      'zone a',
      'zone b',
      'zone c',
    ],
  );
});

test('a single zone is not lost', (t) => {
  t.deepEqual(zoneLosses(resolved(BASE)), []);
});

test('the loss of any zone of three leaves a group that fails over and takes writes', (t) => {
  t.deepEqual(
    zoneLosses(resolved(THREE_ZONES)).map(({ name, sentinels, failover, promotable, writable }) => [
      name,
      sentinels,
      failover,
      promotable,
      writable,
    ]),
    [
      ['a', 4, true, ['data2', 'data3'], true],
      ['b', 3, true, ['data1', 'data3'], true],
      ['c', 3, true, ['data1', 'data2'], true],
    ],
  );
});

test('the loss of the only Sentinel stops failover, not writes', (t) => {
  const { data1, data2, data3 } = BASE.hosts;
  const hosts = {
    s1: { roles: ['sentinel'] },
    data1: { ...data1, roles: ['primary'] },
    data2: { ...data2, roles: ['replica'] },
    data3: { ...data3, roles: ['replica'] },
  } as const;
  t.like(lossOf({ ...BASE, sentinel: { quorum: 1 }, hosts }, 's1'), {
    sentinels: 0,
    failover: false,
    promotable: ['data1', 'data2', 'data3'],
    writable: true,
  });
});

test('a quorum above the majority is what a failover needs', (t) => {
  const environment = resolved({ ...BASE, sentinel: { quorum: 3 } });
  t.is(sentinelsNeeded(environment), 3);
  t.like(losses(environment)[0], { sentinels: 2, failover: false, writable: false });
});

test('the write guard counts the replicas that are left', (t) => {
  t.like(lossOf({ ...BASE, redis: { minReplicasToWrite: 2 } }, 'data3'), { failover: true, writable: false });
});

test('a lost replica that is never promoted does not take the primary with it', (t) => {
  const { data1, data2, data3 } = BASE.hosts;
  const hosts = {
    data1: { ...data1, priority: 100 },
    data2: { ...data2, priority: 0 },
    data3: { ...data3, priority: 0 },
  };
  t.like(lossOf({ ...BASE, hosts }, 'data2'), { promotable: ['data1'], writable: true });
  t.like(lossOf({ ...BASE, hosts }, 'data1'), { promotable: [], writable: false });
});
