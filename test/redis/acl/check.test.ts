import test from 'ava';
import { builtInUsers } from '../../../src/redis/acl/built-in-users.ts';
import { checkRules } from '../../../src/redis/acl/check.ts';
import { ENGINE_VERSIONS } from '../../../src/redis/catalogue/index.ts';

const told: readonly [rule: string, problem: string][] = [
  ['+flushal', 'names no command of Redis 7.0; did you mean +flushall?'],
  ['-config|gte', 'names no command of Redis 7.0; did you mean -config|get?'],
  ['+@dangerus', 'names no category of Redis 7.0; did you mean +@dangerous?'],
  ['+xyzzyplugh', 'names no command of Redis 7.0; check its name'],
  [
    '+hexpire',
    'names no command of Redis 7.0; Redis 7.4 brought it, so give --redis-version 7.4 where that reads the file',
  ],
  [
    'gett',
    'is none that Redis knows; write rules such as on, >password, ~key:*, &channel, +@read or -flushall',
  ],
  ['(+flushal)', 'names no command of Redis 7.0; check its name'],
];

for (const [rule, problem] of told)
  test(`the rule ${rule} ${problem}`, (t) => {
    t.deepEqual(checkRules('7.0', ['+get', rule, '~*']), [{ rule, problem }]);
  });

test('rules of every kind are no problem, nor is an unknown name of a version whose commands are not all known', (t) => {
  t.deepEqual(
    checkRules('7.0', ['on', '~a:*', '&b', '+@read', '-keys', '+select|0', '(+get ~c)', '%R~d']),
    [],
  );
  t.deepEqual(checkRules('8.6', ['+flushal']), []);
});

test('each engine has commands of its own', (t) => {
  t.deepEqual(
    checkRules('valkey-9.1', ['+commandlog|get', '+sentinel|primary']).map(({ rule }) => rule),
    ['+sentinel|primary'],
  );
  t.deepEqual(checkRules('valkey-9.1', ['+sentinel|primary'], 'sentinel'), []);
  t.is(checkRules('8.0', ['+commandlog|get']).length, 1);
});

test('the users of every version have rules without a problem', (t) => {
  for (const version of ENGINE_VERSIONS)
    for (const { redis = [], sentinel = [] } of builtInUsers(version)) {
      t.deepEqual(checkRules(version, redis), []);
      t.deepEqual(checkRules(version, sentinel, 'sentinel'), []);
    }
});
