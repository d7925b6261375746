import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import type { Document } from '../../src/redis/document.ts';
import { parseDocument, printDocument } from '../../src/redis/parse.ts';
import { anyDirective } from './_arbitraries.ts';

const redis = { file: 'redis.conf', kind: 'redis' } as const;

testProp(
  'a document that was printed is read back as it was',
  [fc.array(anyDirective, { maxLength: 5 })],
  (t, document) => {
    t.deepEqual(meaning(parseDocument(printDocument(document), redis)), meaning(document));
  },
);

testProp(
  'each directive is printed as exactly one line',
  [fc.array(anyDirective, { maxLength: 5 })],
  (t, document) => {
    t.is(printDocument(document).match(/\n/g)?.length ?? 0, document.length);
  },
);

test('comments and empty lines are left out, and the origin counts them', (t) => {
  t.deepEqual(parseDocument('# a\n\n  # b\nport 1\n', redis), [
    { name: 'port', args: ['1'], origin: 'redis.conf:4' },
  ]);
});

test('CRLF ends a line like LF', (t) => {
  t.deepEqual(meaning(parseDocument('port 1\r\nbind a b\r\n', redis)), [
    ['port', ['1']],
    ['bind', ['a', 'b']],
  ]);
});

test('names are read in any case, values as they are', (t) => {
  t.deepEqual(meaning(parseDocument('MASTERUSER Ann', redis)), [['masteruser', ['Ann']]]);
});

test('an option of Sentinel keeps the word sentinel as its name', (t) => {
  const text = 'sentinel down-after-milliseconds mymaster 5000';
  t.deepEqual(meaning(parseDocument(text, { file: 'sentinel.conf', kind: 'sentinel' })), [
    ['sentinel', ['down-after-milliseconds', 'mymaster', '5000']],
  ]);
});

const refused: readonly [title: string, text: string, message: string][] = [
  ['an open quote names file and line', 'port 1\nmasteruser "a', 'redis.conf:2: a " is left open; close it'],
  [
    'a byte order mark is refused as Redis refuses it',
    '\ufeffport 1',
    'redis.conf:1: starts with a byte order mark; save it without one',
  ],
  [
    'a NUL is refused, because Redis would stop reading there',
    'port 1\0',
    'redis.conf:1: holds a NUL byte; remove it',
  ],
  [
    'an option of Sentinel is refused in a redis.conf',
    'sentinel myid a',
    'redis.conf:1: a redis.conf has no sentinel directives; move it to the sentinel.conf',
  ],
  [
    'a line that starts with a secret is refused',
    '{secret a} b',
    'redis.conf:1: a secret stands where a directive is expected; write its name first',
  ],
];

for (const [title, text, message] of refused)
  test(title, (t) => {
    t.throws(() => parseDocument(text, redis), { instanceOf: UserError, message });
  });

test('a message does not repeat the line, which may hold a password', (t) => {
  const error = t.throws(() => parseDocument('requirepass "hunter2', redis));
  t.false(error.message.includes('hunter2'));
});

/** What a document says, without where it comes from. */
function meaning(document: Document): unknown {
  return document.map(({ name, args }) => [name, args]);
}
