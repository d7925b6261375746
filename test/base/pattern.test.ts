import test from 'ava';
import { matchesWhole, patternProblem } from '../../src/base/pattern.ts';

test('a pattern matches the whole of a text or not at all, whatever its alternatives are', (t) => {
  t.true(matchesWhole('pr-\\d+', 'pr-42'));
  t.false(matchesWhole('pr-\\d+', 'pr-42x'));
  t.false(matchesWhole('pr-\\d+', 'xpr-42'));
  t.false(matchesWhole('a|b', 'ab'));
  t.true(matchesWhole('^pr$', 'pr'));
});

test('a pattern that would try for years is given up, and what came of it is not known', (t) => {
  t.is(matchesWhole('(a+)+', `${'a'.repeat(39)}!`), undefined);
});

test('nothing in a pattern is run as a program', (t) => {
  t.false(matchesWhole('"); process.exit(7); ("', 'x'));
  t.is(matchesWhole('(', 'x'), undefined);
});

test('what is wrong with a pattern is told, of its own and not only within brackets', (t) => {
  t.is(patternProblem('[a-z]+'), undefined);
  t.regex(patternProblem('a)(b') ?? '', /Unmatched '\)'/);
  t.regex(patternProblem('(') ?? '', /Unterminated group/);
});
