import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { CLIENT_NAMES, clientCode, clientsFor, LANGUAGES } from '../../src/render/client-code.ts';
import { shipped, small } from '../_environment.ts';
import { matchesGolden } from '../_golden.ts';
import { needs } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';

const folder = scratchFolder('client-code');

for (const client of CLIENT_NAMES)
  test(`the code of ${client} has the addresses, ports and group of quorum, and a password from a variable`, async (t) => {
    const { file, code } = clientCode(await shipped('quorum'), client);
    matchesGolden(t, `clients/${client}/${file}`, code);
    t.regex(code, /REDIS_PASSWORD|REDISCLI_AUTH/);
  });

test('every client is of one language, and each language has one', (t) => {
  t.deepEqual([...LANGUAGES.flatMap(clientsFor)].sort(), [...CLIENT_NAMES].sort());
  t.deepEqual(clientsFor('java'), ['jedis', 'lettuce']);
  t.deepEqual(clientsFor('lettuce'), ['lettuce']);
});

test('a Sentinel on a host of its own is asked first, and that beside the primary last', (t) => {
  const environment = small({
    hosts: {
      one: { roles: ['primary', 'sentinel'], address: '10.9.0.11' },
      two: { roles: ['replica', 'sentinel'], address: '10.9.0.12' },
      three: { roles: ['sentinel'], address: '10.9.0.13' },
    },
  });
  const { code } = clientCode(environment, 'go-redis');
  t.deepEqual(code.match(/10\.9\.0\.\d+/g), ['10.9.0.13', '10.9.0.12', '10.9.0.11']);
});

for (const client of CLIENT_NAMES)
  test(`the code of ${client} logs in as the user application where there are users, at Sentinels too`, (t) => {
    const users = clientCode(small({ users: { mode: 'required' } }), client).code;
    const [plain, named] = [clientCode(small(), client).code, users].map((code) => code.split('application'));
    t.is(plain?.length, 1);
    t.true((named?.length ?? 0) > 1);
    // Either each login is named, or one that both sides use is.
    const logins =
      /username: |sentinelUsername: |Username: |\.user\(|--user |withAuthentication\(|"username": |\*\*LOGIN|update\(LOGIN\)/g;
    t.true((users.match(logins) ?? []).length >= 2, users);
    t.notRegex(users, /env -u REDISCLI_AUTH|Sentinels have no password/);
  });

test('where there is no Sentinel there is no code', (t) => {
  const environment = small({ hosts: { one: { roles: ['primary'] } }, sentinel: { quorum: 1 } });
  t.throws(() => clientCode(environment, 'ioredis'), {
    message:
      'stacks/small.ts: hosts: there is no Sentinel that a client could ask; give one the role sentinel',
  });
});

test('a client waits longer than the Sentinels do', (t) => {
  const environment = small({ sentinel: { quorum: 2, downAfter: '45500ms' } });
  t.regex(clientCode(environment, 'redis-py').code, /^PATIENCE = 66$/m);
});

/** A definition lets no such group pass; the code holds without its check. */
const group = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'"\'\\\n$`{}u00;') }),
);

testProp('whatever the group is called, it is one literal on one line', [group], (t, name) => {
  const environment = small({ sentinel: { quorum: 2, group: name } });
  const plain = small({ sentinel: { quorum: 2, group: 'GROUP' } });
  for (const client of CLIENT_NAMES.filter((one) => one !== 'redis-cli'))
    t.is(
      clientCode(environment, client).code,
      clientCode(plain, client).code.replace('"GROUP"', () => JSON.stringify(name)),
    );
  t.false(/[\n\r]/.test(JSON.stringify(name)));
});

test('a shell takes the group for one word, whatever it is called', (t) => {
  for (const name of ['a b', "it's", '$(touch x)', '`id`', '"; exit 7 #', '\\']) {
    const { code } = clientCode(small({ sentinel: { quorum: 2, group: name } }), 'redis-cli');
    const [, word = ''] = /GET-MASTER-ADDR-BY-NAME (.*) 2>/.exec(code) ?? [];
    t.is(execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' }), name);
  }
});

test('the code for redis-cli asks again where a program that was left had said something already', async (t) => {
  const { code } = clientCode(await shipped('quorum'), 'redis-cli');
  const left = `
    case $* in *SENTINEL*) echo 10.0.0.1 && exit ;; esac
    if mkdir ${folder}/asked; then echo 3 && exec sleep 10; fi 2>/dev/null
    echo 4`;
  writeFileSync(join(folder, 'redis-cli'), `#!/bin/sh\n${left}\n`, { mode: 0o755 });
  const variables = { PATH: `${folder}:${env.PATH}`, REDISCLI_AUTH: 'any' };
  const argv = ['-s', 'INCR', 'counter'];
  t.is(execFileSync('sh', argv, { input: code, encoding: 'utf8', env: variables }), '4\n');
});

needs('shellcheck')('ShellCheck finds nothing in the code for redis-cli', async (t) => {
  const { code } = clientCode(await shipped('quorum'), 'redis-cli');
  t.is(execFileSync('shellcheck', ['-s', 'sh', '-'], { input: code, encoding: 'utf8' }), '');
});
