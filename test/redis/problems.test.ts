import test from 'ava';
import { type DocumentKind, type EngineVersion, titleOf } from '../../src/redis/catalogue/index.ts';
import { withForeignLines } from '../../src/redis/foreign.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { knownProblems } from '../../src/redis/problems.ts';
import { needs } from '../_needs.ts';
import { BootFailure, refusalOf, withSentinel } from '../_redis.ts';
import { ENGINES } from './_engines.ts';

const real = needs('redis-server');

const COMMENT =
  'a comment stands on a line of its own, and # behind a value is a part of it; move it above the line';

/** Files that the server refuses too, each with its only finding. */
const errors: readonly [kind: DocumentKind, text: string, finding: string][] = [
  [
    'redis',
    'timeout 5\nmaxmemory-polcy noeviction',
    'error a.conf:2 maxmemory-polcy: is not a directive of redis.conf in Redis 7.0; did you mean maxmemory-policy?',
  ],
  [
    'redis',
    'qqqqqqqqqqqq 1',
    'error a.conf:1 qqqqqqqqqqqq: is not a directive of redis.conf in Redis 7.0; check its name',
  ],
  [
    'redis',
    'set-max-listpack-entries 5',
    'error a.conf:1 set-max-listpack-entries: is not a directive of redis.conf in Redis 7.0; Redis 7.2 brought it, so give --redis-version 7.2 where that reads the file',
  ],
  [
    'redis',
    'lookahead 5',
    'error a.conf:1 lookahead: is not a directive of redis.conf in Redis 7.0; Redis 8.4 brought it, so give --redis-version 8.4 where that reads the file',
  ],
  [
    'redis',
    'maxmemory-policy allkeys-lrm',
    'error a.conf:1 maxmemory-policy: allkeys-lrm is not a word Redis knows here; write one of volatile-lru, volatile-lfu, volatile-random, volatile-ttl, allkeys-lru, allkeys-lfu, allkeys-random, noeviction, or give --redis-version 8.6 where that reads the file',
  ],
  [
    'redis',
    'user ann on +hexpire',
    'error a.conf:1 user: rule 2 (+hexpire) names no command of Redis 7.0; Redis 7.4 brought it, so give --redis-version 7.4 where that reads the file',
  ],
  [
    'redis',
    'primaryauth hunter2',
    'error a.conf:1 primaryauth: is what Valkey calls masterauth; write masterauth, or give --redis-version valkey-8.0 where that reads the file',
  ],
  [
    'redis',
    'dual-channel-replication-enabled yes',
    'error a.conf:1 dual-channel-replication-enabled: is a directive of Valkey 8.0; give --redis-version valkey-8.0 where that reads the file',
  ],
  [
    'redis',
    'cluster-databases 4',
    'error a.conf:1 cluster-databases: is a directive of Valkey 9.0; give --redis-version valkey-9.0 where that reads the file',
  ],
  [
    'sentinel',
    'sentinel monitor a 127.0.0.1 6390 1\nsentinel primary-reboot-down-after-period a 5',
    'error a.conf:2 primary-reboot-down-after-period: is what Valkey calls master-reboot-down-after-period; write master-reboot-down-after-period, or give --redis-version valkey-8.0 where that reads the file',
  ],
  [
    'redis',
    'search.timeout 500',
    'error a.conf:1 search.timeout: is a setting of a module, and no loadmodule loads one; add that line, or remove this one',
  ],
  [
    'redis',
    'bf-error-rate 0.01',
    'error a.conf:1 bf-error-rate: is a setting of a module, under a name that Redis takes from 8.0 on beside a loadmodule line; add that line, and give --redis-version 8.0 where that reads the file',
  ],
  [
    'redis',
    'loadmodule /no.so\nbf-error-rate 0.01',
    'error a.conf:2 bf-error-rate: is a setting of a module, under a name that Redis takes from 8.0 on; give --redis-version 8.0 where that reads the file',
  ],
  [
    'redis',
    'loadmodule /no.so\nmaxmemory-polcy noeviction',
    'error a.conf:2 maxmemory-polcy: is not a directive of redis.conf in Redis 7.0; did you mean maxmemory-policy?',
  ],
  [
    'redis',
    'loadmodule /no.so\nqqqqqqqqqqqq 1',
    'error a.conf:2 qqqqqqqqqqqq: is not a directive of redis.conf in Redis 7.0, which takes settings of modules under names with a dot; give --redis-version 8.0 where that reads the file, or check its name',
  ],
  [
    'redis',
    'maxmemory 1.5gb',
    'error a.conf:1 maxmemory: 1.5gb is not a size Redis reads; write digits and b, k, kb, m, mb, g or gb',
  ],
  [
    'redis',
    'timeout 1 2',
    'error a.conf:1 timeout: takes one word, 2 are given; write digits without a unit',
  ],
  ['redis', 'timeout', 'error a.conf:1 timeout: takes one word, none is given; write digits without a unit'],
  [
    'redis',
    'requirepass hunter2 hunter3',
    'error a.conf:1 requirepass: takes one word, 2 are given; write one text, quoted where it has blanks',
  ],
  ['redis', 'user ann on\nuser ann off', 'error a.conf:2 user: the line stands there twice; remove one'],
  [
    'redis',
    'rename-command KEYS ""\nrename-command keys ""',
    'error a.conf:2 rename-command: the line stands there twice; remove one',
  ],
  [
    'redis',
    'aclfile /dev/null\nuser ann on',
    'error a.conf:2 user: users stand in the aclfile when there is one; move this one there',
  ],
  [
    'redis',
    'list-max-ziplist-value 1 2',
    'error a.conf:1 list-max-ziplist-value: 1 2 is not as many words as it takes; write one value',
  ],
  [
    'sentinel',
    'sentinel down-after-milliseconds mymaster 5000',
    'error a.conf:1 down-after-milliseconds: no sentinel monitor names its group; add one',
  ],
  [
    'sentinel',
    'sentinel monitor a 127.0.0.1 1 1\nsentinel monitor a 127.0.0.1 2 1',
    'error a.conf:2 monitor: the line stands there twice; remove one',
  ],
  [
    'sentinel',
    'sentinel monitor a 127.0.0.1 1 0',
    'error a.conf:1 monitor: 127.0.0.1 1 0 is not a primary to monitor; write its address, its port and a quorum, the last two in digits',
  ],
  [
    'redis',
    'rename-command NOSUCH ""',
    'error a.conf:1 rename-command: there is no such command in Redis 7.0; check its name',
  ],
  [
    'redis',
    'rename-command GET SET',
    'error a.conf:1 rename-command: the new name is that of another command; choose one that is free',
  ],
  [
    'redis',
    'rename-command GET READ\nrename-command SET read',
    'error a.conf:2 rename-command: the new name is that of another command; choose one that is free',
  ],
  [
    'sentinel',
    'rename-command GET ""',
    'error a.conf:1 rename-command: is an option of sentinel; write that word before it',
  ],
  ['redis', 'user "ann b" on', 'error a.conf:1 user: a name of a user has no blanks; write it without'],
  [
    'redis',
    'user ann on +xyzzyplugh',
    'error a.conf:1 user: rule 2 (+xyzzyplugh) names no command of Redis 7.0; check its name',
  ],
  ['redis', 'maxmemory 64mb # small', `error a.conf:1 maxmemory: ${COMMENT}`],
  ['redis', 'rename-command KEYS "" # never', `error a.conf:1 rename-command: ${COMMENT}`],
  ['redis', 'tls-port 6380', 'error a.conf:1 tls-port: there is no tls-cert-file; add one'],
  ['redis', 'tls-cluster yes', 'error a.conf:1 tls-cluster: there is no tls-cert-file; add one'],
  [
    'redis',
    'tls-replication yes\ntls-cert-file a\ntls-key-file b',
    'error a.conf:1 tls-replication: there is no tls-ca-cert-file or tls-ca-cert-dir; add one',
  ],
  [
    'redis',
    'cluster-enabled yes\nslaveof 127.0.0.1 6390',
    'error a.conf:2 slaveof: Redis does not start with it in cluster mode; remove it',
  ],
  [
    'sentinel',
    'sentinel monitor a localhost 6390 1',
    'error a.conf:1 monitor: a host name is resolved only with sentinel resolve-hostnames yes; write an address, or add that line',
  ],
  [
    'sentinel',
    'sentinel monitor a 127.0.0.1 6390 1\nsentinel known-slave a localhost 6391',
    'error a.conf:2 known-slave: a host name is resolved only with sentinel resolve-hostnames yes; write an address, or add that line',
  ],
  [
    'sentinel',
    'sentinel monitor a 127.0.0.1 6390 1\nsentinel auth-pass a b c d',
    'error a.conf:2 auth-pass: takes one word, 3 are given; write text without blanks, quotes and backslashes, because Sentinel writes it back unquoted',
  ],
  [
    'sentinel',
    'sentinel loglevel debug',
    'error a.conf:1 loglevel: is no option of sentinel; write it without that word',
  ],
  [
    'sentinel',
    'resolve-hostnames yes',
    'error a.conf:1 resolve-hostnames: is an option of sentinel; write that word before it',
  ],
];

for (const [kind, text, finding] of errors) {
  test(`the finding of ${JSON.stringify(text)} names line and reason`, (t) => {
    t.deepEqual(findings(text, kind), [finding]);
  });

  real(`the server does not start with ${JSON.stringify(text)} either`, async (t) => {
    t.not(kind === 'redis' ? await refusalOf(text) : await refusalOfSentinel(text), undefined);
  });
}

/** Files that the server starts with, or only vedette refuses. */
const others: readonly [kind: DocumentKind, text: string, findings: readonly string[]][] = [
  ['redis', 'user ann on >hunter2\nuser bob on\nuser Ann on', []],
  ['redis', 'save 900 1\nsave 300 10\nmaxmemory 1GB\nslave-priority 5', []],
  // Redis takes it, and does not start when it listens on # (measured on 7.0.15 and 8.0.2).
  ['redis', 'bind 127.0.0.1 ::1 # local', [`error a.conf:1 bind: ${COMMENT}`]],
  ['redis', 'bind 127.0.0.1 -::1 fe80::1%em0 redis-1.example', []],
  ['redis', 'bind', []],
  ['redis', 'rename-command GET READ\nrename-command SET GET', []],
  ['redis', 'loadmodule /search.so\nuser ann on +@search', []],
  ['redis', 'save', []],
  ['redis', 'save 900 ""', []],
  ['redis', 'client-output-buffer-limit', []],
  ['redis', 'latency-tracking-info-percentiles', []],
  ['sentinel', 'sentinel resolve-hostnames yes\nsentinel monitor a localhost 6379 2', []],
  ['redis', 'tls-port 0\ntls-replication no', []],
  ['redis', 'cluster-enabled yes\nreplicaof 10.0.0.1 6379\nreplicaof no one', []],
  [
    'redis',
    'lua-replicate-commands yes',
    ['warning a.conf:1 lua-replicate-commands: is read and does nothing here; remove it'],
  ],
  ['redis', 'search.timeout 500\nloadmodule /search.so', []],
  [
    'sentinel',
    'loadmodule /search.so\nsearch.timeout 500',
    ['warning a.conf:2 search.timeout: is not known to Sentinel, which starts without it; remove it'],
  ],
  ['sentinel', 'sentinel', ['error a.conf:1 sentinel: no option follows; write one or remove the line']],
  [
    'sentinel',
    'sentinel down-after-milliseconds a 5000\nsentinel monitor a 127.0.0.1 6379 2\nprotected-mode no',
    [],
  ],
  ['sentinel', 'maxmemory 1gb', ['warning a.conf:1 maxmemory: is read and does nothing here; remove it']],
];

for (const [kind, text, found] of others)
  test(`the findings of ${JSON.stringify(text)} are ${found.length}`, (t) => {
    t.deepEqual(findings(text, kind), found);
  });

test('all problems are found, in the order of the lines', (t) => {
  t.deepEqual(
    findings('timeout x\nprot 1\n\nsave 1', 'redis').map((finding) => finding.split(' ')[1]),
    ['a.conf:1', 'a.conf:2', 'a.conf:4'],
  );
});

const foreign: readonly [
  version: EngineVersion,
  kind: DocumentKind,
  text: string,
  findings: readonly string[],
][] = [
  ['8.0', 'redis', 'bf-error-rate 0.01\nloadmodule /bloom.so', []],
  [
    '8.0',
    'redis',
    'loadmodule /bloom.so\nmaxmemroy 1gb',
    [
      'warning a.conf:2 maxmemroy: is not a directive of Redis 8.0, so it must be a setting of a module; did you mean maxmemory?',
    ],
  ],
  [
    '8.0',
    'redis',
    'loadmodule /bloom.so\nbf-error-rate',
    ['error a.conf:2 bf-error-rate: the value is not as many words as it takes; write a value'],
  ],
  [
    '8.0',
    'redis',
    'bf-error-rate 0.01',
    ['error a.conf:1 bf-error-rate: is a setting of a module, and no loadmodule loads one; add that line'],
  ],
  [
    '8.0',
    'sentinel',
    'resolve-hostname yes',
    [
      'warning a.conf:1 resolve-hostname: is not known to Sentinel, which starts without it; did you mean resolve-hostnames?',
    ],
  ],
  [
    'valkey-8.1',
    'redis',
    'loadmodule /bloom.so\nbf-error-rate 0.01',
    [
      'error a.conf:2 bf-error-rate: is a setting of a module, under a name that Redis takes from 8.0 on; give --redis-version 8.0 where that reads the file',
    ],
  ],
  ['valkey-8.1', 'redis', 'primaryauth a\nrdma-port 0\nslave-lazy-flush no', []],
  [
    'valkey-8.1',
    'redis',
    'hash-seed a',
    [
      'error a.conf:1 hash-seed: is not a directive of redis.conf in Valkey 8.1; Valkey 9.1 brought it, so give --redis-version valkey-9.1 where that reads the file',
    ],
  ],
  [
    'valkey-8.1',
    'sentinel',
    'sentinel monitor m 127.0.0.1 6379 1\nsentinel primary-reboot-down-after-period m 5',
    [],
  ],
];

for (const [version, kind, text, found] of foreign)
  test(`the findings of ${JSON.stringify(text)} in ${titleOf(version)} are ${found.length}`, (t) => {
    t.deepEqual(findings(text, kind, version), found);
  });

for (const engine of ENGINES)
  for (const [version, kind, text, found] of foreign) {
    // No test has a module to load.
    if (version !== engine.version || text.includes('loadmodule')) continue;
    const started = !found.join().startsWith('error');
    engine.real(
      `the server ${started ? 'starts' : 'does not start'} with ${JSON.stringify(text)}`,
      async (t) => {
        const refusal = await (kind === 'redis' ? refusalOf : refusalOfSentinel)(text, engine.server);
        t.is(refusal === undefined, started, refusal);
      },
    );
  }

test('a directive of the version is no problem', (t) => {
  t.deepEqual(findings('set-max-listpack-entries 5', 'redis', '7.2'), []);
});

for (const text of [
  'requirepas hunter2',
  'masterauth hunter2 x',
  'user ann on\nuser ann >hunter2',
  'rename-command A hunter2 x',
])
  test(`no finding of ${JSON.stringify(text)} repeats the secret`, (t) => {
    const found = findings(text, 'redis');
    t.is(found.length, 1);
    t.notRegex(found.join(), /hunter2/);
  });

function findings(text: string, kind: DocumentKind, version: EngineVersion = '7.0'): readonly string[] {
  const document = withForeignLines(parseDocument(text, { file: 'a.conf', kind }), version, kind);
  return knownProblems(document, version, kind).map(
    ({ severity, origin, message }) => `${severity} ${origin} ${message}`,
  );
}

async function refusalOfSentinel(text: string, engine?: string): Promise<string | undefined> {
  try {
    await withSentinel(text, async () => undefined, engine);
    return undefined;
  } catch (error) {
    if (error instanceof BootFailure) return error.message;
    throw error;
  }
}
