import test from 'ava';
import type { DocumentKind, RedisVersion } from '../../src/redis/catalogue/index.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { knownProblems } from '../../src/redis/problems.ts';
import { needs } from '../_needs.ts';
import { BootFailure, refusalOf, withSentinel } from '../_redis.ts';

const real = needs('redis-server');

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
    'error a.conf:1 set-max-listpack-entries: is not a directive of redis.conf in Redis 7.0; Redis 7.2 has it',
  ],
  [
    'redis',
    'maxmemory 1.5gb',
    'error a.conf:1 maxmemory: 1.5gb is not a size Redis reads; write digits and b, k, kb, m, mb, g or gb',
  ],
  [
    'redis',
    'timeout 1 2',
    'error a.conf:1 timeout: 1 2 is not a whole number from 0; write digits without a unit',
  ],
  [
    'redis',
    'timeout',
    'error a.conf:1 timeout: "" is not a whole number from 0; write digits without a unit',
  ],
  [
    'redis',
    'requirepass hunter2 hunter3',
    'error a.conf:1 requirepass: the value is not one text; write one text, quoted where it has blanks',
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
  [
    'redis',
    'include no-such-file-*',
    ['error a.conf:1 include: another file is not followed; put its lines in place of this one'],
  ],
  [
    'redis',
    'lua-replicate-commands yes',
    ['warning a.conf:1 lua-replicate-commands: is read and does nothing here; remove it'],
  ],
  [
    'redis',
    'search.timeout 500',
    ['error a.conf:1 search.timeout: is a setting of a module, which vedette does not know; remove it'],
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

function findings(text: string, kind: DocumentKind, version: RedisVersion = '7.0'): readonly string[] {
  const document = parseDocument(text, { file: 'a.conf', kind });
  return knownProblems(document, version, kind).map(
    ({ severity, origin, message }) => `${severity} ${origin} ${message}`,
  );
}

async function refusalOfSentinel(text: string): Promise<string | undefined> {
  try {
    await withSentinel(text, async () => undefined);
    return undefined;
  } catch (error) {
    if (error instanceof BootFailure) return error.message;
    throw error;
  }
}
