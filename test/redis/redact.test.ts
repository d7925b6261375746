import { createHash } from 'node:crypto';
import { testProp } from '@fast-check/ava';
import test from 'ava';
import { type Directive, directive, secret } from '../../src/redis/document.ts';
import { printDirective } from '../../src/redis/line.ts';
import { parseDocument, printDocument } from '../../src/redis/parse.ts';
import { redact, redactor } from '../../src/redis/redact.ts';
import { anyText } from './_arbitraries.ts';

/** Texts that can't be a part of what else is printed. */
const anySecret = anyText.map((text) => `Ω${text}Ω`);

/** A line that has a secret in it. */
const withSecret: readonly [title: string, line: (value: string) => Directive][] = [
  ['requirepass', (value) => directive('requirepass', [value], 'test')],
  ['masterauth', (value) => directive('masterauth', [value], 'test')],
  ['masteruser', (value) => directive('masteruser', [value], 'test')],
  ['tls-key-file-pass', (value) => directive('tls-key-file-pass', [value], 'test')],
  ['a password of a user', (value) => directive('user', ['app', 'on', `>${value}`, '~*', '+@all'], 'test')],
  ['a hash of a user', (value) => directive('user', ['app', `#${value}`], 'test')],
  ['a password taken from a user', (value) => directive('user', ['app', `<${value}`], 'test')],
  ['a hash taken from a user', (value) => directive('user', ['app', `!${value}`], 'test')],
  ['a user without a name', (value) => directive('user', [`>${value}`], 'test')],
  ['the new name of a command', (value) => directive('rename-command', ['CONFIG', value], 'test')],
  ['auth-pass', (value) => directive('sentinel', ['auth-pass', 'mymaster', value], 'test')],
  ['auth-pass without its group', (value) => directive('sentinel', ['auth-pass', value], 'test')],
  ['sentinel-pass', (value) => directive('sentinel', ['sentinel-pass', value], 'test')],
  [
    'a command renamed for Sentinel',
    (value) => directive('sentinel', ['rename-command', 'mymaster', 'CONFIG', value], 'test'),
  ],
  ['too many passwords', (value) => directive('requirepass', ['a', value], 'test')],
  ['a misspelt directive', (value) => directive('requirepas', [value], 'test')],
  [
    'a misspelt option of Sentinel',
    (value) => directive('sentinel', ['auth-pas', 'mymaster', value], 'test'),
  ],
];

for (const [title, line] of withSecret) {
  testProp(`no value is left of ${title}`, [anySecret], (t, value) => {
    t.false(printDocument(redact([line(value)])).includes('Ω'));
  });

  testProp(
    `what is printed of ${title} does not depend on its value`,
    [anySecret, anySecret],
    (t, one, other) => {
      t.deepEqual(redact([line(one)]), redact([line(other)]));
    },
  );

  testProp(
    `two values of ${title} are told apart, and equal ones are not`,
    [anySecret, anySecret],
    (t, one, other) => {
      const redactThis = redactor();
      const [before, after] = [redactThis([line(one)]), redactThis([line(other)])];
      if (one === other) t.deepEqual(after, before);
      else t.notDeepEqual(after, before);
    },
  );
}

const printed: readonly [line: string, redacted: string][] = [
  ['requirepass hunter2', 'requirepass {secret requirepass}'],
  ['requirepass ""', 'requirepass ""'],
  ['REQUIREPASS hunter2', 'requirepass {secret requirepass}'],
  ['requirepass {secret redis-password}', 'requirepass {secret redis-password}'],
  ['user app on >hunter2 ~* +@all', 'user app on {secret user/app} ~* +@all'],
  ['user app on >a >b', 'user app on {secret user/app} {secret user/app.2}'],
  ['user größe >a', 'user "größe" {secret user/gr--e}'],
  ['rename-command KEYS ""', 'rename-command KEYS ""'],
  ['rename-command KEYS x', 'rename-command KEYS {secret rename-command/KEYS}'],
  ['maxmemory 1gb', 'maxmemory 1gb'],
  ['sentinel monitor mymaster 10.0.0.1 6379 2', 'sentinel monitor mymaster 10.0.0.1 6379 2'],
  ['sentinel auth-pass mymaster x', 'sentinel auth-pass mymaster {secret sentinel/mymaster/auth-pass}'],
  ['sentinel sentinel-pass x', 'sentinel sentinel-pass {secret sentinel/sentinel-pass}'],
  [
    'sentinel rename-command mymaster KEYS x',
    'sentinel rename-command mymaster KEYS {secret sentinel/mymaster/rename-command/KEYS}',
  ],
  ['no-such-thing x', 'no-such-thing {secret no-such-thing}'],
];

for (const [line, redacted] of printed)
  test(`${JSON.stringify(line)} is redacted as ${JSON.stringify(redacted)}`, (t) => {
    const document = parseDocument(line, { file: 'a.conf', kind: 'sentinel' });
    t.deepEqual(redact(document).map(printDirective), [redacted]);
  });

test('a password and its hash are the same secret of a user', (t) => {
  const hash = createHash('sha256').update('hunter2').digest('hex');
  const redactThis = redactor();
  const [clear, hashed, other] = ['>hunter2', `#${hash}`, '>hunter3'].map((rule) =>
    redactThis([directive('user', ['app', rule], 'test')]),
  );
  t.deepEqual(hashed, clear);
  t.notDeepEqual(other, clear);
});

test('the password of the user default is that of requirepass', (t) => {
  const redactThis = redactor();
  const [login, user] = [['requirepass', 'hunter2'] as const, ['user', 'default', '>hunter2'] as const].map(
    ([name, ...args]) => redactThis([directive(name, args, 'test')])[0]?.args.at(-1),
  );
  t.deepEqual(user, login);
});

test('a reference that was there stays', (t) => {
  const document = [directive('masterauth', [secret('redis-password')], 'test')];
  t.deepEqual(redact(document), document);
});
