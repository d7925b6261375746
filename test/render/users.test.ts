import test from 'ava';
import type { UsersDefinition } from '../../src/definition/environment.ts';
import { redisConf, sentinelConf } from '../../src/render/conf-file.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { BASE, resolved } from '../topology/_base.ts';

/** The lines of both files of a replica that is a Sentinel too, about who may log in and as whom it logs in. */
function loginOf(environment: Environment): readonly (readonly string[])[] {
  const host = environment.hosts.find(({ name }) => name === 'data2');
  return [redisConf, sentinelConf].map((conf) =>
    (host === undefined ? '' : (conf(environment, host) ?? ''))
      .split('\n')
      .filter((line) => /^(user|masteruser|masterauth|requirepass|sentinel (auth|sentinel)-) */.test(line))
      .map((line) => line.replace(/ on .* (?=\{)/, ' ... ')),
  );
}

const withUsers = (users: UsersDefinition) => resolved({ ...BASE, users });
const NAMED = ['replication', 'sentinel', 'vedette', 'monitoring', 'application'].map(
  (name) => `user ${name} ... {secret user/${name}}`,
);
const BY_SENTINEL = ['sentinel sentinel-user sentinel', 'sentinel sentinel-pass {secret user/sentinel}'];

test('without users a group has one password', (t) => {
  t.deepEqual(loginOf(withUsers({ mode: 'off', more: { worker: {} } })), [
    ['masterauth {secret redis-password}', 'requirepass {secret redis-password}'],
    ['sentinel auth-pass mymaster {secret redis-password}'],
  ]);
});

test('where users are optional they stand beside the default one, and hosts log in to servers as before', (t) => {
  t.deepEqual(loginOf(withUsers({ mode: 'optional' })), [
    [...NAMED, 'masterauth {secret redis-password}', 'requirepass {secret redis-password}'],
    [...NAMED.slice(1), ...BY_SENTINEL, 'sentinel auth-pass mymaster {secret redis-password}'],
  ]);
});

test('where users are required the default one is off, on Sentinel but for its id, and hosts log in by name', (t) => {
  t.deepEqual(loginOf(withUsers({ mode: 'required' })), [
    [
      'user default off resetchannels +ping +psync +replconf',
      ...NAMED,
      'masteruser replication',
      'masterauth {secret user/replication}',
    ],
    [
      'user default on nopass resetchannels -@all +sentinel|myid',
      ...[...NAMED.slice(1), ...BY_SENTINEL],
      ...['sentinel auth-user mymaster sentinel', 'sentinel auth-pass mymaster {secret user/sentinel}'],
    ],
  ]);
});

test('a user is in no file twice, and every password stands at the end of its line', (t) => {
  const environment = withUsers({
    mode: 'required',
    more: { worker: { keys: ['{secret', '#x'], commands: ['+get'] } },
  });
  for (const host of environment.hosts)
    for (const conf of [redisConf(environment, host), sentinelConf(environment, host)]) {
      const lines = (conf ?? '').split('\n');
      const users = lines.flatMap((line) => /^user (\S+)/.exec(line)?.[1] ?? []);
      t.deepEqual(users, [...new Set(users)]);
      for (const line of lines.filter((one) => one.includes('{secret ')))
        t.regex(line, / \{secret [a-z/-]+\}$/);
    }
});
