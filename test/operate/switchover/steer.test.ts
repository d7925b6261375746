import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { isCoordinating } from '../../../src/operate/switchover/coordinating.ts';
import { leftoversOf } from '../../../src/operate/switchover/leftovers.ts';
import { steeringTo } from '../../../src/operate/switchover/steer.ts';
import { dataHosts, type HostWithData } from '../../../src/topology/environment.ts';
import { resolved } from '../../_boot.ts';
import { THREE } from '../_processes.ts';
import { wellObserved, withSentinel } from '../status/_observed.ts';

const environment = resolved(THREE);
const well = wellObserved(environment);
const [, two, three] = dataHosts(environment);
const hosts = [two, three].filter((host): host is HostWithData => host !== undefined);

testProp(
  'who is meant is the only first one, nobody is kept from being promoted, and each host is told what it has',
  [
    fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 2 }),
    fc.constantFrom('two', 'three'),
  ],
  (t, priorities, to) => {
    const promotable = hosts.map((host, at) => ({ host, priority: priorities[at] ?? 0 }));
    const steering = steeringTo(to, promotable);
    t.deepEqual(
      steering.map(({ before }) => before),
      priorities,
    );
    const own = steering.find(({ host }) => host.name === to)?.priority ?? 0;
    t.true(steering.every(({ priority, host }) => priority > 0 && (host.name === to || priority > own)));
  },
);

test('nothing is changed where who is meant is the first one already', (t) => {
  const promotable = hosts.map((host, at) => ({ host, priority: 10 + at }));
  t.deepEqual(
    steeringTo('two', promotable).map(({ priority }) => priority),
    [10, 11],
  );
});

function leftovers(settings: Readonly<Record<string, string>>): readonly string[] {
  const [host] = hosts;
  if (host === undefined) return ['no host'];
  return leftoversOf(environment, host, new Map(Object.entries(settings))).map(
    ({ directive, has, declared }) => `${directive} ${has} for ${declared}`,
  );
}

test('what a killed switch-over leaves is known by its values, and no others are taken for that', (t) => {
  t.deepEqual(leftovers({ 'replica-priority': '100', 'min-replicas-to-write': '1' }), []);
  t.deepEqual(leftovers({ 'replica-priority': '1', 'min-replicas-to-write': '2' }), [
    'replica-priority 1 for 100',
    'min-replicas-to-write 2 for 1',
  ]);
  t.deepEqual(leftovers({ 'replica-priority': '0', 'min-replicas-to-write': '7' }), []);
  t.deepEqual(leftovers({}), []);
});

test('Sentinels hand over by themselves where all are Valkey 9.1.1 or later', (t) => {
  const all = (name: string, version: string) =>
    environment.hosts.reduce(
      (observed, host) => withSentinel(observed, host.name, { engine: { name, version, line: undefined } }),
      well,
    );
  for (const version of ['9.1.1', '9.1.2', '9.2.0', '10.0.0'])
    t.true(isCoordinating(all('Valkey', version)), version);
  for (const version of ['9.1.0', '9.0.9', '8.1.1', '9.1', ''])
    t.false(isCoordinating(all('Valkey', version)), version);
  t.false(isCoordinating(all('Redis', '9.9.9')));
  t.false(
    isCoordinating(
      withSentinel(all('Valkey', '9.1.2'), 'two', {
        engine: { name: 'Valkey', version: '8.1.1', line: undefined },
      }),
    ),
  );
  t.false(isCoordinating({ sentinels: [] }));
});
