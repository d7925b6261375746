import test from 'ava';
import { canonicalValue } from '../../../src/redis/canonical.ts';
import {
  type DocumentKind,
  directivesOf,
  ENGINE_VERSIONS,
  type EngineVersion,
  findDirective,
  knowledgeOf,
  nearestDirective,
  REDIS_VERSIONS,
  type RedisVersion,
  readsDataOf,
  VALKEY_VERSIONS,
} from '../../../src/redis/catalogue/index.ts';

const kinds: readonly DocumentKind[] = ['redis', 'sentinel'];

for (const kind of kinds)
  for (const version of ENGINE_VERSIONS) {
    test(`every name and alias of ${kind}.conf ${version} stands for one directive`, (t) => {
      const names = directivesOf(kind, version).flatMap(({ name, aliases }) => [name, ...aliases]);
      t.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    });

    test(`every default of ${kind}.conf ${version} is of its type and in canonical form`, (t) => {
      for (const spec of directivesOf(kind, version))
        if (spec.default !== undefined)
          t.deepEqual(canonicalValue(spec, spec.default), spec.default, spec.name);
    });
  }

test('a directive is found by its name, an alias, and in any case', (t) => {
  for (const name of ['replica-priority', 'slave-priority', 'Replica-Priority'])
    t.is(findDirective('redis', '7.2', name)?.name, 'replica-priority');
});

test('a directive of a later version is not found in an earlier one', (t) => {
  t.is(findDirective('redis', '7.2', 'hide-user-data-from-log'), undefined);
  t.is(findDirective('redis', '7.4', 'hide-user-data-from-log')?.name, 'hide-user-data-from-log');
});

test('a directive that a version still reads, but ignores, says so', (t) => {
  t.false(findDirective('redis', '7.4', 'io-threads-do-reads')?.ignored);
  t.true(findDirective('redis', '8.0', 'io-threads-do-reads')?.ignored);
});

test('a range that changed is that of the version', (t) => {
  t.deepEqual(limitsOfSamples('7.2'), [1n, 2_147_483_647n]);
  t.deepEqual(limitsOfSamples('7.4'), [1n, 64n]);
});

test('names of objects are not directives', (t) => {
  t.is(findDirective('redis', '7.2', 'constructor'), undefined);
});

test('a misspelt directive has a nearest one of its version', (t) => {
  t.is(nearestDirective('redis', '7.2', 'maxmemory-polcy'), 'maxmemory-policy');
  t.is(nearestDirective('sentinel', '7.2', 'deny-script-reconfig'), 'deny-scripts-reconfig');
});

for (const name of ['replicaof', 'slaveof', 'requirepass', 'port', 'maxmemory', 'save', 'include', 'user'])
  test(`a definition can't set ${name}, and is told why`, (t) => {
    t.regex(findDirective('redis', '7.2', name)?.owned ?? '', /\w/);
  });

for (const name of ['monitor', 'auth-pass', 'myid', 'known-slave', 'down-after-milliseconds', 'port'])
  test(`a definition can't set ${name} of Sentinel, and is told why`, (t) => {
    t.regex(findDirective('sentinel', '7.2', name)?.owned ?? '', /\w/);
  });

for (const name of ['appendfsync', 'maxmemory-policy', 'client-output-buffer-limit', 'repl-backlog-size'])
  test(`a definition may set ${name}`, (t) => {
    t.is(findDirective('redis', '7.2', name)?.owned, undefined);
  });

test('an option of Sentinel knows the form of its line', (t) => {
  const forms = ['down-after-milliseconds', 'deny-scripts-reconfig', 'loglevel'].map(
    (name) => findDirective('sentinel', '7.2', name)?.form,
  );
  t.deepEqual(forms, ['group', 'sentinel', 'plain']);
});

const brought: readonly [version: RedisVersion, names: readonly string[]][] = [
  ['8.2', ['cluster-slot-stats-enabled']],
  [
    '8.4',
    [
      'aof-load-corrupt-tail-max-size',
      'cluster-slot-migration-handoff-max-lag-bytes',
      'cluster-slot-migration-write-pause-timeout',
      'lookahead',
    ],
  ],
  ['8.6', ['key-memory-histograms', 'stream-idmp-duration', 'stream-idmp-maxsize', 'tls-auth-clients-user']],
  [
    '8.8',
    [
      'array-slice-size',
      'array-sparse-kmax',
      'array-sparse-kmin',
      'slowlog-entry-max-argc',
      'slowlog-entry-max-string-len',
    ],
  ],
  [
    '8.10',
    [
      'backup-sealed-ttl',
      'backupdirname',
      'hash-max-template-entries',
      'hash-min-template-entries',
      'hash-rdb-load-max-template-entries',
      'hash-rdb-load-min-template-entries',
      'hash-rdb-load-template-disassembly-threshold',
      'preload-file',
      'tls-expected-peer-name',
    ],
  ],
];

for (const [version, names] of brought)
  test(`Redis ${version} brought ${names.join(', ')}, and nothing else`, (t) => {
    const before = REDIS_VERSIONS[REDIS_VERSIONS.indexOf(version) - 1] ?? version;
    const [olds, news] = [before, version].map((one) => directivesOf('redis', one).map(({ name }) => name));
    t.deepEqual(news?.filter((name) => !olds?.includes(name)).toSorted(), names);
  });

const values: readonly [name: string, value: string, first: RedisVersion][] = [
  ['maxmemory-policy', 'allkeys-lrm', '8.6'],
  ['maxmemory-policy', 'volatile-lrm', '8.6'],
  ['repl-diskless-load', 'flushdb', '8.6'],
  ['notify-keyspace-events', 'Koc', '8.2'],
  ['notify-keyspace-events', 'AKESTIV', '8.8'],
  ['cluster-slot-stats-enabled', 'cpu', '8.6'],
  ['stream-idmp-maxsize', '10000', '8.6'],
  ['tls-auth-clients-user', 'CN', '8.6'],
  ['tls-auth-clients-user', 'cn', '8.6'],
  ['array-slice-size', '4096', '8.8'],
  ['tls-expected-peer-name', 'redis.local cluster.local', '8.10'],
  ['preload-file', 'rdb:/var/db/redis/dump.rdb', '8.10'],
];

for (const [name, value, first] of values)
  test(`${name} ${value} is taken from Redis ${first} on`, (t) => {
    t.deepEqual(
      REDIS_VERSIONS.filter((version) => isTaken(version, name, value)),
      REDIS_VERSIONS.slice(REDIS_VERSIONS.indexOf(first)),
    );
  });

test('what sizes, numbers, names and files of newer versions may not be is refused', (t) => {
  t.false(isTaken('8.8', 'array-slice-size', '1000'));
  t.false(isTaken('8.6', 'stream-idmp-duration', '86401'));
  t.false(isTaken('8.6', 'stream-idmp-maxsize', '10001'));
  for (const names of [' ', 'redis.local\t']) t.false(isTaken('8.10', 'tls-expected-peer-name', names));
  for (const file of ['dump.rdb', 'rdb:dump.rdb', 'aof:/a/../b.manifest', 'rdb:/dump'])
    t.false(isTaken('8.10', 'preload-file', file));
});

test('all events together are A, which holds those of arrays from 8.8 on', (t) => {
  const canonical = (version: RedisVersion, value: string) => {
    const spec = findDirective('redis', version, 'notify-keyspace-events');
    return spec && canonicalValue(spec, [value])[0];
  };
  t.is(canonical('8.6', 'KEg$lshzxetd'), 'AKE');
  t.is(canonical('8.8', 'KEg$lshzxetd'), 'g$lshzxetdKE');
  t.is(canonical('8.8', 'KEg$lshzxetda'), 'AKE');
});

test('a version reads the data of those that write its format or an older one', (t) => {
  const readers = (writer: RedisVersion) => REDIS_VERSIONS.filter((reader) => readsDataOf(reader, writer));
  t.deepEqual(readers('7.2'), REDIS_VERSIONS.slice(1));
  t.deepEqual(readers('8.4'), ['7.4', '8.0', '8.2', '8.4', '8.6', '8.8', '8.10']);
  t.deepEqual(readers('8.6'), ['8.6', '8.8', '8.10']);
  t.deepEqual(readers('8.8'), ['8.8', '8.10']);
  t.deepEqual(readers('8.10'), ['8.10']);
});

test('Valkey reads what Redis 7.2 wrote and what older Valkey wrote, and nobody else reads what Valkey 9 wrote', (t) => {
  const readers = (writer: EngineVersion) => ENGINE_VERSIONS.filter((reader) => readsDataOf(reader, writer));
  t.deepEqual(readers('7.2').slice(-4), VALKEY_VERSIONS);
  t.deepEqual(readers('7.4').slice(-1), ['8.10']);
  t.deepEqual(readers('valkey-8.1'), [...REDIS_VERSIONS.slice(1), ...VALKEY_VERSIONS]);
  t.deepEqual(readers('valkey-9.1'), ['valkey-9.0', 'valkey-9.1']);
});

test('the versions that a server confirms are those that tests run', (t) => {
  t.deepEqual(
    ENGINE_VERSIONS.filter((version) => knowledgeOf(version).confirmed),
    ['7.0', '8.0', 'valkey-8.1', 'valkey-9.1'],
  );
});

function isTaken(version: RedisVersion, name: string, value: string): boolean {
  const spec = findDirective('redis', version, name);
  if (spec === undefined) return false;
  try {
    return canonicalValue(spec, [value]).length > 0;
  } catch {
    return false;
  }
}

function limitsOfSamples(version: '7.2' | '7.4'): readonly [bigint, bigint] | undefined {
  const type = findDirective('redis', version, 'maxmemory-samples')?.type;
  return type?.kind === 'integer' ? [type.min, type.max] : undefined;
}
