import test from 'ava';
import { findProgram } from '../../src/base/find-program.ts';

test('a program is found by its name or path without its links, one that is not there is not', (t) => {
  t.regex(findProgram('sh') ?? '', /^\/.*sh$/);
  t.is(findProgram('/bin/sh'), findProgram('sh'));
  t.is(findProgram('/bin/no-such-program'), undefined);
  t.is(findProgram('no-such-program'), undefined);
});
