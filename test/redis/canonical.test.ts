import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { canonicalValue, directiveArgs } from '../../src/redis/canonical.ts';
import { directivesOf } from '../../src/redis/catalogue/index.ts';
import { anyText } from './_arbitraries.ts';
import { specOf } from './_catalogue.ts';
import { accepted, refused } from './_values.ts';

const valueLike = fc.oneof(
  anyText,
  fc.stringMatching(/^[0-9]{0,22}(b|k|kb|m|MB|G|gb|%)?$/),
  fc.constantFrom(...accepted.flatMap(([, value]) => value.split(' '))),
);

testProp(
  'the canonical form of a canonical form is itself',
  [fc.constantFrom(...directivesOf('redis', '8.0')), fc.array(valueLike, { minLength: 1, maxLength: 4 })],
  (t, spec, args) => {
    const canonical = canonicalOrNothing(spec, args);
    if (canonical !== undefined) t.deepEqual(canonicalValue(spec, canonical), canonical);
    else t.pass();
  },
);

for (const [name, value, canonical] of accepted)
  test(`the canonical form of ${name} ${JSON.stringify(value)} is ${JSON.stringify(canonical)}`, (t) => {
    t.is(canonicalValue(specOf(name), [value]).join(' '), canonical);
  });

for (const [name, value] of refused)
  test(`${name} ${JSON.stringify(value)} is refused`, (t) => {
    t.throws(() => canonicalValue(specOf(name), [value]), { instanceOf: UserError });
  });

const messages: readonly [name: string, value: string, message: string][] = [
  [
    'maxmemory',
    '1.5gb',
    'maxmemory: 1.5gb is not a size Redis reads; write digits and b, k, kb, m, mb, g or gb',
  ],
  [
    'repl-backlog-size',
    '0',
    'repl-backlog-size: 0 is not a size Redis reads from 1 bytes; write digits and b, k, kb, m, mb, g or gb',
  ],
  ['io-threads', '129', 'io-threads: 129 is not a whole number from 1 to 128; write digits without a unit'],
  ['timeout', '5s', 'timeout: 5s is not a whole number from 0; write digits without a unit'],
  [
    'appendfsync',
    'sometimes',
    'appendfsync: sometimes is not a word Redis knows here; write one of everysec, always, no',
  ],
  ['dynamic-hz', '', 'dynamic-hz: "" is not yes or no; write one of them'],
];

for (const [name, value, message] of messages)
  test(`the message for ${name} ${JSON.stringify(value)} says what was given and what to write`, (t) => {
    t.throws(() => canonicalValue(specOf(name), [value]), { instanceOf: UserError, message });
  });

test('a message cuts a long value and shows what cannot be seen', (t) => {
  const error = t.throws(() => canonicalValue(specOf('timeout'), [`\x1b${'9'.repeat(4096)}`]));
  t.regex(error.message, /^timeout: "\\x1b9{59}\.\.\." is not /);
});

test('a message never holds the value of a secret', (t) => {
  const error = t.throws(() => canonicalValue(specOf('masterauth'), ['hunter2', 'hunter3']));
  t.is(error.message, 'masterauth: takes one word, 2 are given; write one text, quoted where it has blanks');
});

test('a number, a boolean and a text become the argument of one line', (t) => {
  t.deepEqual(directiveArgs(specOf('timeout'), 300), [['300']]);
  t.deepEqual(directiveArgs(specOf('dynamic-hz'), false), [['no']]);
  t.deepEqual(directiveArgs(specOf('appendfsync'), 'always'), [['always']]);
});

test('a size is kept as it was written', (t) => {
  t.deepEqual(directiveArgs(specOf('repl-backlog-size'), '64mb'), [['64mb']]);
});

test('a list becomes the arguments of a directive that takes several', (t) => {
  t.deepEqual(directiveArgs(specOf('oom-score-adj-values'), [0, 100, '200']), [['0', '100', '200']]);
});

test('a text with blanks becomes several arguments where Redis takes several', (t) => {
  t.deepEqual(directiveArgs(specOf('oom-score-adj-values'), '0 100 200'), [['0', '100', '200']]);
});

test('a list becomes the lines of a directive that may stand on several', (t) => {
  t.deepEqual(directiveArgs(specOf('client-output-buffer-limit'), ['normal 0 0 0', 'replica 1gb 512mb 60']), [
    ['normal', '0', '0', '0'],
    ['replica', '1gb', '512mb', '60'],
  ]);
});

test('one wrong line refuses the whole list', (t) => {
  t.throws(() => directiveArgs(specOf('client-output-buffer-limit'), ['normal 0 0 0', 'replica 1gb']), {
    instanceOf: UserError,
    message: /^replica 1gb is not limits of output buffers; write normal, replica or pubsub/,
  });
});

for (const value of ['a\nb', 'a\0b', 'a\ud83db'])
  test(`${JSON.stringify(value)} is refused, because a file can't carry it`, (t) => {
    t.throws(() => directiveArgs(specOf('syslog-ident'), value), {
      instanceOf: UserError,
      message: /^the value holds /,
    });
  });

test('a list with a newline in one element is refused too', (t) => {
  t.throws(() => directiveArgs(specOf('client-output-buffer-limit'), ['normal 0 0 0\nrequirepass x']), {
    message: /^the value holds a newline/,
  });
});

test('an empty list and a list for a single value are refused', (t) => {
  t.throws(() => directiveArgs(specOf('client-output-buffer-limit'), []), { message: /^has no value/ });
  t.throws(() => directiveArgs(specOf('timeout'), [1, 2]), { message: /^takes one word, 2 are given; / });
});

for (const path of ['/usr/local/bin/notify it', '/usr/local/bin/"notify"', '/usr/local/bin\\notify', ''])
  test(`the script path ${JSON.stringify(path)} is refused, because Sentinel writes it back unquoted`, (t) => {
    t.throws(() => directiveArgs(specOf('notification-script', 'sentinel'), path), {
      message: /is not a word that survives without quotes/,
    });
  });

function canonicalOrNothing(...given: Parameters<typeof canonicalValue>): readonly string[] | undefined {
  try {
    return canonicalValue(...given);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
