import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { UsageError } from '../../src/base/errors.ts';
import { passwordInFile } from '../../src/group/password-file.ts';
import { scratchFolder } from '../cli/_run.ts';

const folder = scratchFolder('password-file');

function file(text: string, mode = 0o600): string {
  const path = join(folder, 'password');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function refusal(t: ExecutionContext, path: string): string | undefined {
  return t.throws(() => passwordInFile(path), { instanceOf: UsageError })?.message;
}

test.serial('a password is the line that its file has, with what spaces it has', (t) => {
  t.is(passwordInFile(file('secret\n')), 'secret');
  t.is(passwordInFile(file('secret\r\n')), 'secret');
  t.is(passwordInFile(file(' sec ret ', 0o400)), ' sec ret ');
});

test.serial('a password that others may read or write is refused', (t) => {
  for (const mode of [0o640, 0o604, 0o620, 0o602, 0o644, 0o666])
    t.is(
      refusal(t, file('secret', mode)),
      `--password-file ${JSON.stringify(join(folder, 'password'))} is open to others than its owner; close it with chmod 600, or give another one`,
    );
});

test.serial('a file that is empty or has several lines is no password, and nothing of it is shown', (t) => {
  for (const text of ['', '\n', 'one\ntwo\n', 'one\n\n', 'one\0'])
    t.regex(
      refusal(t, file(text)) ?? '',
      /^--password-file "[^"]*" is not one line; write the password there, and nothing else$/,
    );
});

test('a file that is not there is named with the reason', (t) => {
  t.regex(
    refusal(t, join(folder, 'nowhere')) ?? '',
    /^--password-file "[^"]*nowhere" cannot be read \(ENOENT[^)]*\); give a file with the password$/,
  );
});
