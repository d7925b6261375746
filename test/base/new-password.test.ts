import test from 'ava';
import { generatePassword } from '../../src/base/new-password.ts';

test('a password is 32 letters and digits', (t) => {
  t.regex(generatePassword(), /^[A-Za-z0-9]{32}$/);
});

test('passwords differ, and use the whole alphabet', (t) => {
  const passwords = Array.from({ length: 200 }, generatePassword);
  t.is(new Set(passwords).size, 200);
  t.is(new Set(passwords.join('')).size, 62);
});
