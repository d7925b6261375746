import test from 'ava';
import fc from 'fast-check';
import { UsageError } from '../../../src/base/errors.ts';
import { formatHost, jumpArguments, parseJump } from '../../../src/group/ssh/jump-host.ts';

test('a jump host is a name, with a user and a port where they are given', (t) => {
  t.deepEqual(parseJump('bastion'), [{ host: 'bastion' }]);
  t.deepEqual(parseJump('me@bastion.example.com:2222'), [
    { host: 'bastion.example.com', user: 'me', port: 2222 },
  ]);
  t.deepEqual(parseJump('first.last@[2001:db8::1]:22'), [
    { host: '[2001:db8::1]', user: 'first.last', port: 22 },
  ]);
});

test('what ssh is told ends with the name, behind which nothing is an option', (t) => {
  t.deepEqual(jumpArguments(parseJump('bastion')), ['--', 'bastion']);
  t.deepEqual(jumpArguments(parseJump('a@one:1,two,b@[::1]:3')), [
    ...['-J', 'a@one:1,two', '-l', 'b', '-p', '3', '--', '::1'],
  ]);
});

for (const text of [
  ...[
    '',
    ',',
    'a,',
    '-oProxyCommand=id',
    '-l@host',
    'me@-host',
    'a,-b',
    'a b',
    'a;b',
    '$(id)',
    'a\nb',
    'a@b@c',
  ],
  ...[
    'host:0',
    'host:65536',
    'host:',
    'host:-1',
    '@host',
    'me@',
    '[::1',
    '[.:]',
    'ssh://host',
    "a'b",
    'a%b',
    'a/b',
    'ä',
  ],
])
  test(`${JSON.stringify(text)} is no jump host`, (t) => {
    t.throws(() => parseJump(text), {
      instanceOf: UsageError,
      message: `--jump ${JSON.stringify(text)} is no host of ssh; write user@host or user@host:port, or a name of ~/.ssh/config`,
    });
  });

test('what is taken is what was written, and no word of it begins like an option or means anything to a shell', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-\w@:.,[\]]{1,20}$/)), (text) => {
      const hosts = (() => {
        try {
          return parseJump(text);
        } catch {
          return undefined;
        }
      })();
      if (hosts === undefined) return;
      t.is(hosts.map(formatHost).join(','), text);
      const words = jumpArguments(hosts).filter((word) => !['-J', '-l', '-p', '--'].includes(word));
      for (const word of words) t.regex(word, /^[\w[:][\w@:.,[\]-]*$/);
    }),
  );
});
