import test from 'ava';
import { isPattern, nameMatcher } from '../../src/redis/glob.ts';

const patterns: readonly [pattern: string, matching: readonly string[], others: readonly string[]][] = [
  ['*.conf', ['a.conf', 'a.b.conf'], ['.conf', '.a.conf', 'a.conf~', 'conf']],
  ['*', ['a', '-'], ['.a']],
  ['.*', ['.a'], ['a']],
  ['?.conf', ['a.conf', 'ü.conf'], ['ab.conf', '.conf']],
  ['[a-cx].conf', ['a.conf', 'c.conf', 'x.conf'], ['d.conf', '-.conf']],
  ['[!a-c]', ['d', '-'], ['a', 'b']],
  ['[^a]', ['b'], ['a']],
  ['[]a]', [']', 'a'], ['b']],
  ['[a-]', ['a', '-'], ['b']],
  ['\\*', ['*'], ['a', '\\a']],
  ['{a,b}*', ['{a,b}c'], ['a', 'b']],
  ['a*b*c', ['abc', 'aabbcc', 'axbxbc'], ['ab', 'acb', 'abcd']],
];

for (const [pattern, matching, others] of patterns)
  test(`${pattern} matches ${matching.join(' ')}, and not ${others.join(' ')}`, (t) => {
    const matches = nameMatcher(pattern);
    t.deepEqual(
      matching.filter((name) => !matches(name)),
      [],
    );
    t.deepEqual(others.filter(matches), []);
  });

test('a name without a star, a question mark or a bracket is no pattern', (t) => {
  t.deepEqual(['a.conf', '{a,b}.conf', 'a*', 'a?', '[a'].filter(isPattern), ['a*', 'a?', '[a']);
});

test('a pattern of many stars does not take long', (t) => {
  t.false(nameMatcher(`${'*a'.repeat(100)}b`)('a'.repeat(250)));
});
