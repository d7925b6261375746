import test from 'ava';
import { checkDefinition } from '../../src/definition/check.ts';
import type { UsersDefinition } from '../../src/definition/environment.ts';
import { builtInUsers } from '../../src/redis/acl/built-in-users.ts';
import { groupUsers, usersOf } from '../../src/topology/users.ts';
import { BASE, resolved } from './_base.ts';

function withUsers(users: UsersDefinition) {
  return resolved(checkDefinition({ ...BASE, users }, 'users.ts'));
}

test('without users nobody is there but the default one, whatever rights are written', (t) => {
  t.deepEqual(groupUsers(withUsers({ more: { worker: { commands: ['+get'] } } })), []);
});

test('the users of a group are those that every group has, and then the further ones', (t) => {
  const environment = withUsers({
    mode: 'optional',
    more: { worker: { keys: ['jobs:*'], commands: ['+get'] } },
  });
  const builtIn = builtInUsers(environment.redis.version);
  t.deepEqual(
    usersOf(environment, 'redis').map(({ name, rules }) => [name, rules.redis]),
    [
      ...builtIn.filter(({ redis }) => redis).map(({ name, redis }) => [name, redis]),
      ['worker', ['resetchannels', '~jobs:*', '+get']],
    ],
  );
  const finding = builtIn.find(({ name }) => name === 'application')?.sentinel;
  t.deepEqual(
    usersOf(environment, 'sentinel').at(-1)?.rules.sentinel,
    finding,
    'it finds the primary as the application does',
  );
});

test('rights that are given to the application take the place of its own, each kind alone', (t) => {
  const rulesOf = (application: UsersDefinition['application']) =>
    groupUsers(withUsers({ mode: 'required', ...(application && { application }) })).find(
      ({ name }) => name === 'application',
    )?.rules.redis;
  const own = rulesOf(undefined) ?? [];
  t.deepEqual(
    rulesOf({ keys: ['a:*', '%R~b:*'] }),
    own.flatMap((rule) => (rule === '~*' ? ['~a:*', '%R~b:*'] : [rule])),
  );
  t.deepEqual(rulesOf({ channels: [], commands: ['+@read'] }), ['resetchannels', '~*', '+@read']);
});

const REFUSED: readonly (readonly [what: string, users: object, message: RegExp])[] = [
  [
    'a user of that every group has',
    { more: { sentinel: {} } },
    /users\.more\.sentinel: "sentinel" is a user that every group has/,
  ],
  ['the default user', { more: { default: {} } }, /is a user that every group has/],
  ['a name with a blank', { more: { 'a b': {} } }, /is not the name of a user here/],
  ['a pattern with a quote', { application: { keys: ["it's"] } }, /is not a pattern of keys here/],
  [
    'a pattern with two words',
    { application: { channels: ['a +@all'] } },
    /is not a pattern of channels here/,
  ],
  ['a password', { application: { commands: ['>secret-of-somebody'] } }, /is not a rule about commands/],
  ['no password at all', { more: { worker: { commands: ['nopass'] } } }, /is not a rule about commands/],
  ['a user that is off', { more: { worker: { commands: ['off'] } } }, /is not a rule about commands/],
  ['an unknown category', { more: { worker: { commands: ['+@reed'] } } }, /users\.more\.worker: .*@reed/],
  ['an unknown command', { application: { commands: ['+gett'] } }, /users\.application: .*\+gett/],
  ['a pattern beside all keys', { application: { keys: ['*', 'a:*'] } }, /adds a pattern to all keys/],
];

for (const [what, users, message] of REFUSED)
  test(`${what} is refused, and the message names the field`, (t) => {
    t.throws(() => resolved(checkDefinition({ ...BASE, users }, 'users.ts')), { message });
  });
