import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import {
  DefinitionError,
  ExitCode,
  formatProblem,
  messageOf,
  onOneLine,
  RefusedError,
  show,
  UsageError,
  UserError,
} from '../../src/base/errors.ts';

test('a problem names file, field and message', (t) => {
  t.is(
    formatProblem({ file: 'stacks/lab.ts', field: 'hosts.ns.address', message: '10.0.1.30 is outside' }),
    'stacks/lab.ts: hosts.ns.address: 10.0.1.30 is outside',
  );
});

test('a problem of the whole file names no field', (t) => {
  t.is(formatProblem({ file: 'lab.ts', field: '', message: 'is empty' }), 'lab.ts: is empty');
});

test('a definition error shows every problem on a line of its own', (t) => {
  const problems = ['a', 'b'].map((field) => ({ file: 'f.ts', field, message: 'is wrong' }));
  t.is(new DefinitionError(problems).message, 'f.ts: a: is wrong\nf.ts: b: is wrong');
});

testProp('a problem stays on one line whatever it names', [fc.string({ unit: 'binary' })], (t, text) => {
  const printed = formatProblem({ file: text, field: text, message: text });
  t.notRegex(printed, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
});

testProp(
  'text without control characters is shown as it is',
  [fc.string({ unit: 'grapheme-ascii' })],
  (t, text) => {
    t.is(onOneLine(text), text);
  },
);

test('control characters are escaped, other letters are not', (t) => {
  t.is(onOneLine('ü\n\u001b[1m\u2028\u202e\ud800'), 'ü\\u000a\\u001b[1m\\u2028\\u202e\\ud800');
});

testProp('a value is shown in at most 80 characters', [fc.string({ unit: 'grapheme-ascii' })], (t, text) => {
  t.true(show(text).length <= 80);
});

test('a long value is cut', (t) => {
  t.is(show('x'.repeat(4_096)), `"${'x'.repeat(76)}...`);
});

test('a value that JSON does not know is shown too', (t) => {
  t.deepEqual([show(undefined), show(Symbol('s')), show(null)], ['undefined', 'Symbol(s)', 'null']);
});

test('each kind of error ends the process with its own code', (t) => {
  t.deepEqual(
    [new UserError(''), new UsageError(''), new RefusedError(''), new DefinitionError([])].map(
      ({ exitCode }) => exitCode,
    ),
    [ExitCode.failed, ExitCode.usage, ExitCode.refused, ExitCode.failed],
  );
});

test('the message of what is thrown, error or not', (t) => {
  t.deepEqual([messageOf(new Error('one')), messageOf('two')], ['one', 'two']);
});
