import { spawnSync } from 'node:child_process';
import test from 'ava';
import fc from 'fast-check';
import { UserError } from '../../../src/base/errors.ts';
import { milliseconds } from '../../../src/base/units.ts';
import { quoteForShell } from '../../../src/group/ssh/quote.ts';
import { remoteCommand, remoteInput } from '../../../src/group/ssh/remote-command.ts';

const word = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\0\ud800-\udfff]/g, ''));

test('a shell takes each word as it is, and what is quoted twice too', (t) => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 300 }), (words) => {
      const printed = ['printf', '%s\\0', ...words];
      const command = quoteForShell(['sh', '-c', quoteForShell(printed)]);
      const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      t.deepEqual(stdout.split('\0').slice(0, -1), words);
    }),
    { numRuns: 5 },
  );
});

test('a word with a NUL is refused', (t) => {
  t.throws(() => quoteForShell(['echo', 'a\0b']), {
    instanceOf: UserError,
    message: '"a\\u0000b" holds a NUL, which no program can be given; leave it out',
  });
});

test('a program runs as root, and is killed by a program of the host where it takes too long', (t) => {
  t.is(remoteCommand(['id']), `'su' 'root' '-c' ''\\''id'\\'''`);
  t.regex(
    remoteCommand(['id'], { timeout: milliseconds(1_500) }),
    /timeout'\\'' '\\''--preserve-status'\\'' '\\''-s'\\'' '\\''KILL'\\'' '\\''1\.5'\\''/,
  );
});

test('the values of variables are no words of the command, but lines of its input before what it reads', (t) => {
  const options = { env: { REDISCLI_AUTH: 'secret', OTHER: '' }, input: 'rest' };
  t.notRegex(remoteCommand(['redis-cli'], options), /secret/);
  t.is(remoteInput(options), 'secret\n\nrest');
  t.is(remoteInput({}), '');
});

test('a variable that a shell could not read is refused, and its value is not shown', (t) => {
  t.throws(() => remoteInput({ env: { 'A;id': 'x' } }), {
    instanceOf: UserError,
    message: 'A;id is no name of a variable; use letters and digits',
  });
  for (const value of ['a\nb', 'a\0b'])
    t.throws(() => remoteInput({ env: { A: value } }), {
      instanceOf: UserError,
      message: 'the value of A is not one line; give it as input',
    });
});
