import test from 'ava';
import { checkDefinition } from '../../src/definition/check.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { deriveDefinition } from '../../src/register/derive.ts';
import type { CreatedEnvironment } from '../../src/register/record.ts';
import { secretName } from '../../src/render/secrets.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { SHOP } from './_project.ts';
import { recordOf } from './_record.ts';

const GIB = 1024 ** 3;

const RECORD = recordOf({
  cidr: '10.192.7.0/24',
  maxMemory: 8 * GIB,
  state: { bucket: 'shop-state', region: 'eu-west-1' },
  owner: 'pr/42',
  commit: 'c0ffee',
});

const source = checkDefinition(SHOP, 'stacks/shop.json');

function derived(record: Partial<CreatedEnvironment> = {}, from = source): EnvironmentDefinition {
  return deriveDefinition(from, { ...RECORD, ...record });
}

test('a created environment has its own name, block and smaller hosts, and leaves guards, data and alarms behind', (t) => {
  t.deepEqual(derived(), {
    name: 'pr-42',
    redis: { maxmemory: '50%' },
    sentinel: { quorum: 2 },
    network: {
      cidr: '10.192.7.0/24',
      zones: { a: '10.192.7.0/25', b: '10.192.7.128/26', c: '10.192.7.192/26' },
    },
    hosts: {
      data1: { roles: ['primary', 'sentinel'], size: 'r7g.medium', address: '10.192.7.10' },
      data2: { roles: ['replica', 'sentinel'], size: 'r7g.medium', address: '10.192.7.140' },
      watch: { roles: ['sentinel'], zone: 'c' },
    },
    waive: { 'account-named': 'it is somewhere else' },
    aws: {
      region: 'eu-west-1',
      account: '123456789012',
      state: { bucket: 'shop-state', region: 'eu-west-1' },
      tags: {
        team: 'payments',
        'vedette:owner': 'pr/42',
        'vedette:created': '2026-11-27T18:00:00Z',
        'vedette:expires': '2026-11-28T02:00:00Z',
        'vedette:commit': 'c0ffee',
      },
    },
  });
  t.is(resolveEnvironment(derived(), 'pr-42', 'shop').protected, false);
});

test('it follows its source: what is changed there is changed in it', (t) => {
  const changed = checkDefinition({ ...SHOP, redis: { package: 'redis74' } }, 'stacks/shop.json');
  t.deepEqual(derived({}, changed).redis, { package: 'redis74' });
});

test('hosts that are small enough stay as they are, and so does the memory of Redis', (t) => {
  const small = derived({ maxMemory: 64 * GIB });
  t.deepEqual(small.redis, { maxmemory: '8gb' });
  t.is(small.hosts.data1?.size, 'r7g.large');
  t.is(small.hosts.data1?.volume, '100gb');
});

test('a field that is set stands above what the source says', (t) => {
  const set = [
    'redis.package=redis80',
    'hosts.watch.size=t4g.small',
    'aws.tags.a.b=c=d',
    'sentinel.quorum=3',
  ];
  const { redis, hosts, aws, sentinel } = derived({ set });
  t.deepEqual(redis, { maxmemory: '50%', package: 'redis80' });
  t.is(hosts.watch?.size, 't4g.small');
  t.is(aws?.tags?.['a.b'], 'c=d');
  t.is(sentinel.quorum, 3);
});

test('what every environment has its own of, and what guards or keeps, is not set', (t) => {
  const refused: Readonly<Record<string, string>> = {
    'name=other': '--set: name: every environment has its own; leave it out',
    'network.cidr=10.0.0.0/24': '--set: network.cidr: every environment has its own; leave it out',
    'hosts.data1.address=10.0.0.1': '--set: hosts.data1.address: every environment has its own; leave it out',
    'protected=true':
      '--set: protected: a created environment ends when its time is over, so it is never protected; leave it out',
    'retired=["data1"]': '--set: retired: a created environment guards no volumes; leave it out',
    'aws.restore=snap-0123456789abcdef0':
      '--set: aws.restore: a created environment has none of the data of others; leave it out',
    'aws.backups.keep=3':
      '--set: aws.backups.keep: snapshots would outlive a created environment, whose data nobody keeps; leave it out',
    'aws.state.bucket=mine':
      '--set: aws.state.bucket: its source, or the settings of the project, say where its state is; leave it out',
  };
  for (const [set, message] of Object.entries(refused)) t.throws(() => derived({ set: [set] }), { message });
});

test('its password has another name each time that its own name is taken, which nobody else can block', (t) => {
  const names = ['2026-11-27T18:00:00Z', '2026-11-28T18:00:00Z'].map((created) =>
    secretName(resolveEnvironment(derived({ created }), 'pr-42', 'shop')),
  );
  t.deepEqual(names, [
    'vedette/pr-42/20261127T180000Z/redis-password',
    'vedette/pr-42/20261128T180000Z/redis-password',
  ]);
});

test('nothing takes a snapshot of its volumes, whatever its source does', (t) => {
  t.true(resolveEnvironment(source, 'shop').aws.backups.keep > 0);
  t.is(resolveEnvironment(derived(), 'pr-42', 'shop').aws.backups.keep, 0);
});

test('a source whose network has another size by now is told with the way out', (t) => {
  const wider = checkDefinition({ ...SHOP, network: { cidr: '10.0.0.0/22' } }, 'stacks/shop.json');
  t.throws(() => derived({}, wider), {
    message:
      'pr-42: its block 10.192.7.0/24 is not as large as 10.0.0.0/22, which shop has by now; end it, and create it anew',
  });
});
