import { testProp } from '@fast-check/ava';
import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { PackageName } from '../../src/definition/packages.ts';
import type { Diff } from '../../src/diff/change.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { allShipped, SMALL, shipped, small } from '../_environment.ts';
import { anyFile, apply, changesOf, diffOf, fileOf } from './_documents.ts';

test('an environment does not differ from itself', async (t) => {
  for (const environment of await allShipped())
    t.deepEqual((await diffOf(snapshotOf(environment), snapshotOf(environment))).changes, []);
});

testProp(
  'spelling, order, aliases, units, case, quoting, comments and line ends give nothing',
  [anyFile],
  async (t, { one, other }) => {
    t.deepEqual(await changesOf(one, other), []);
  },
);

testProp('a file changed as the diff says is the other file', [anyFile, anyFile], async (t, a, b) => {
  t.deepEqual(await changesOf(apply(await changesOf(a.one, b.one), a.one), b.other), []);
});

testProp('what is not equal is told in both directions', [anyFile, anyFile], async (t, a, b) => {
  const keys = async (before: string, after: string) =>
    (await changesOf(before, after)).map(({ key }) => key).sort();
  t.deepEqual(await keys(a.one, b.one), await keys(b.one, a.one));
});

test('no order of keys in a definition changes anything', async (t) => {
  const base = snapshotOf(small());
  const directives = { 'maxmemory-policy': 'allkeys-lru', hz: 20, 'repl-backlog-size': '2mb', timeout: 60 };
  const ordered = orders(Object.entries(directives)).map((entries) =>
    snapshotOf(small({ redis: { directives: Object.fromEntries(entries) } })),
  );
  const [expected, ...others] = await Promise.all(ordered.map((one) => diffOf(base, one)));
  t.is(others.length, 23);
  for (const other of others) t.deepEqual(other, expected);
});

/** Every order of some values. */
function orders<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, at) => orders(values.toSpliced(at, 1)).map((rest) => [value, ...rest]));
}

test('a directive that is not there has the default of its version', async (t) => {
  t.deepEqual(await changesOf('', 'repl-backlog-size 1mb'), []);
  const [change] = await changesOf('', 'repl-backlog-size 64mb');
  t.deepEqual(change?.before, { canonical: '1048576', raw: '1mb', origin: 'default of Redis 7.2' });
  t.deepEqual(change?.after, { canonical: '67108864', raw: '64mb', origin: 'redis.conf:1' });
});

test('a class of clients is a setting of its own', async (t) => {
  const changes = await changesOf('', 'client-output-buffer-limit slave 1gb 64mb 60');
  t.deepEqual(
    changes.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
    [['client-output-buffer-limit/replica', '256mb 64mb 60', '1gb 64mb 60']],
  );
});

test('a user, a module and a renamed command are settings of their own', async (t) => {
  const keys = async (text: string) => (await changesOf('', text)).map(({ key }) => key);
  t.deepEqual(await keys('user app on'), ['user/app']);
  t.deepEqual(await keys('rename-command keys ""'), ['rename-command/KEYS']);
  t.deepEqual(await keys('loadmodule /a.so x'), ['loadmodule//a.so']);
});

test('a line that Redis ignores is no setting', async (t) => {
  t.deepEqual(await changesOf('', 'list-max-ziplist-entries 5'), []);
});

test('security comes first, then the worst impact, then the name', async (t) => {
  const changes = await changesOf('', 'databases 8\nprotected-mode no\nmaxmemory 1gb\nhz 20\nio-threads 2');
  t.deepEqual(
    changes.map(({ key, impact }) => [key, impact]),
    [
      ['protected-mode', 'live'],
      ['databases', 'data-loss'],
      ['io-threads', 'restart'],
      ['maxmemory', 'live-heavy'],
      ['hz', 'live'],
    ],
  );
});

test('the option of a group has the name of the group in its key', async (t) => {
  const [a, b] = [1, 2].map((quorum) =>
    fileOf(`sentinel monitor mymaster 10.0.0.1 6379 ${quorum}`, { program: 'sentinel' }),
  );
  t.deepEqual(a && b && (await diffOf(a, b)).changes.map(({ key, impact }) => [key, impact]), [
    ['sentinel/mymaster/quorum', 'live'],
  ]);
});

test('a group that is only renamed keeps its settings', async (t) => {
  const of = (group: string) =>
    fileOf(`sentinel monitor ${group} 10.0.0.1 6379 2\nsentinel parallel-syncs ${group} 3`, {
      program: 'sentinel',
    });
  t.deepEqual(
    (await diffOf(of('one'), of('two'))).changes.map(({ key, before, after }) => [
      key,
      before?.raw,
      after?.raw,
    ]),
    [['sentinel/group', 'one', 'two']],
  );
});

test('equal changes of many hosts are one', async (t) => {
  const { changes } = await diffOf(
    snapshotOf(small()),
    snapshotOf(small({ redis: { directives: { hz: 20 } } })),
  );
  t.deepEqual(
    changes.map(({ key, places }) => [key, places]),
    [['hz', [{ environment: 'small', hosts: ['one', 'three', 'two'] }]]],
  );
});

test('an address is individual, a listener that opens to all is not', async (t) => {
  const { changes } = await diffOf(
    snapshotOf(small()),
    snapshotOf(
      small({ hosts: { ...SMALL.hosts, three: { roles: ['replica', 'sentinel'], address: '10.9.0.33' } } }),
    ),
  );
  t.deepEqual(
    changes.filter(({ individual }) => !individual).map(({ key, impact }) => [key, impact]),
    [
      ['host/address', 'replace'],
      ['what follows', 'live'],
      ['rc.conf.d/vedette/peers', 'live'],
      ['rc.conf.d/vedette/promotable', 'live'],
      ['rc.conf.d/vedette/sentinels', 'live'],
    ],
  );
  t.deepEqual(
    (await changesOf('bind 10.0.0.1', 'bind *')).map(({ key, security, individual }) => [
      key,
      security,
      individual,
    ]),
    [['bind', true, false]],
  );
});

test('an address that changes is told with the line that keeps it, or with what moves it', async (t) => {
  const noteOf = async (network: EnvironmentDefinition['network']) => {
    const { changes } = await diffOf(snapshotOf(small()), snapshotOf(small({ network })));
    return changes.find(({ key, places }) => key === 'host/address' && places[0]?.hosts[0] === 'one')?.note;
  };
  t.is(
    await noteOf({ cidr: '10.9.0.0/24', zones: ['b', 'a'] }),
    "to keep it write hosts.one.address: '10.9.0.60'",
  );
  t.is(await noteOf({ cidr: '10.8.0.0/24' }), 'network.cidr moves it');
});

test('hosts, sizes, volumes, protection and consequences are compared', async (t) => {
  const { changes } = await diffOf(
    snapshotOf(await shipped('staging')),
    snapshotOf(await shipped('production')),
  );
  const keys = changes.filter(({ individual }) => !individual).map(({ key }) => key);
  for (const key of ['hosts/sentinel1', 'host/size', 'host/volume', 'writes survive the loss of/hosts'])
    t.true(keys.includes(key), key);
});

test('a lower version and another zone lose data, and a volume that would shrink is refused', async (t) => {
  const of = (volume: '20gb' | '40gb', name: 'redis72' | 'redis74', zone: 'a' | 'b') =>
    snapshotOf(
      small({
        redis: { package: name },
        network: { cidr: '10.9.0.0/24', zones: ['a', 'b'] },
        hosts: {
          ...SMALL.hosts,
          one: { roles: ['primary', 'sentinel'], volume },
          two: { roles: ['replica', 'sentinel'], zone },
        },
      }),
    );
  const { changes } = await diffOf(of('40gb', 'redis74', 'a'), of('20gb', 'redis72', 'b'));
  const impacts = Object.fromEntries(changes.map(({ key, impact }) => [key, impact]));
  t.like(impacts, { 'redis.package': 'data-loss', 'host/zone': 'data-loss', 'host/volume': 'refused' });
});

test('the summary names the worst first and is one sentence', async (t) => {
  const { summary, impact } = await diffOf(fileOf(''), fileOf('io-threads 2\nhz 20\ntimeout 5'));
  t.is(summary, 'Applying it would restart Redis on redis.conf and change hz and timeout live.');
  t.is(impact, 'restart');
});

test('without a difference the summary says so', async (t) => {
  t.is((await diffOf(fileOf(''), fileOf(''))).summary, 'Nothing differs.');
});

test('the same option of two groups of one Sentinel is two changes', async (t) => {
  const of = (time: number) =>
    fileOf(
      ['a', 'b']
        .map(
          (group) => `sentinel monitor ${group} 10.0.0.1 6379 2\nsentinel failover-timeout ${group} ${time}`,
        )
        .join('\n'),
      { program: 'sentinel' },
    );
  t.deepEqual(
    (await diffOf(of(1000), of(2000))).changes.map(({ key }) => key),
    ['sentinel/a/failover-timeout', 'sentinel/b/failover-timeout'],
  );
});

test('a name that could steer a terminal or break a line is quoted in its key', async (t) => {
  const keys = (await changesOf('', 'user "a\\x1b[31m\\nb" on')).map(({ key }) => key);
  t.deepEqual(keys, ['user/"a\\u001b[31m\\nb"']);
});

test('a value with an escaped newline is compared and shown on one line', async (t) => {
  const [change] = await changesOf('', 'logfile "a\\nb"');
  t.is(change?.after?.raw, '"a\\nb"');
  t.deepEqual(await changesOf('logfile "a\\nb"', 'logfile "a\\x0ab"'), []);
});

test('a step back to a version that cannot read the snapshot is a loss of data', async (t) => {
  const impactOf = async (before: PackageName, after: PackageName) => {
    const [from, to] = [before, after].map((name) => snapshotOf(small({ redis: { package: name } })));
    if (from === undefined || to === undefined) throw new RangeError('two packages were given');
    const { changes } = await diffOf(from, to);
    return changes.find(({ key }) => key === 'redis.package');
  };
  t.like(await impactOf('redis86', 'redis84'), {
    impact: 'data-loss',
    note: 'vedette rollout refuses it, since Redis 8.6 runs, and Redis 8.4 cannot read the data that it writes',
  });
  t.is((await impactOf('redis88', 'redis86'))?.impact, 'data-loss');
  t.is((await impactOf('redis84', 'redis82'))?.impact, 'restart');
  t.is((await impactOf('redis84', 'redis86'))?.impact, 'restart');
});

test('to another engine its places move with the data, and back from it nothing does', async (t) => {
  const redis = snapshotOf(small({ redis: { package: 'redis72' } }));
  const older = snapshotOf(small({ engine: 'valkey', redis: { version: '8.1' } }));
  const newer = snapshotOf(small({ engine: 'valkey', redis: { version: '9.1' } }));
  const there = await diffOf(redis, older);
  t.is(there.impact, 'restart');
  t.deepEqual(
    there.changes.filter(({ byHand }) => byHand !== undefined),
    [],
  );
  const told = there.changes.map(({ key, impact, note }) => `${key} ${impact}: ${note}`);
  t.true(told.includes('dir restart: moves with the engine, and so does what is there'), told.join('\n'));
  t.true(told.includes('logfile restart: moves with the engine'));
  t.true(told.includes('repl-backlog-size live-heavy: comes with the version, since no line sets it'));
  const noteOf = ({ changes }: Diff) => changes.find(({ key }) => key === 'redis.package')?.note;
  const back = await diffOf(older, redis);
  t.is(back.changes.find(({ key, program }) => key === 'dir' && program === 'redis')?.impact, 'data-loss');
  t.is(
    noteOf(back),
    'vedette rollout refuses it, since Valkey 8.1 runs, and its files belong to a user that hosts of Redis 7.2 do not have',
  );
  t.regex(noteOf(await diffOf(newer, older)) ?? '', /only until the first hash field has a time to live/);
});

test('a move to a version that no server here confirmed says where it is known from', async (t) => {
  const noteOf = async (name: PackageName) => {
    const [from, to] = [small(), small({ redis: { package: name } })].map((one) => snapshotOf(one));
    if (from === undefined || to === undefined) throw new RangeError('two packages were given');
    const { changes } = await diffOf(from, to);
    return changes.find(({ key }) => key === 'redis.package')?.note;
  };
  t.is(await noteOf('redis80'), 'replicas first, the primary last');
  t.regex(
    (await noteOf('redis88')) ?? '',
    /; what is known of Redis 8\.8 was read, not measured \(release notes of Redis 8\.8/,
  );
});
