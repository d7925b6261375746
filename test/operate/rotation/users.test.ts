import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import test from 'ava';
import { RefusedError, UsageError, UserError } from '../../../src/base/errors.ts';
import { demand } from '../../../src/group/demand.ts';
import type { Reach } from '../../../src/group/reach.ts';
import { fieldsOf, listOf, textOf } from '../../../src/group/reply.ts';
import { trustOfHosts } from '../../../src/group/trust.ts';
import { accountsOf, chosenAccounts } from '../../../src/operate/rotation/account.ts';
import { planRotation } from '../../../src/operate/rotation/plan.ts';
import type { Rotating } from '../../../src/operate/rotation/rotation.ts';
import { hashOf } from '../../../src/redis/password.ts';
import { LOGIN_FILE } from '../../../src/render/freebsd.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { needs } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { installedVersion } from '../../redis/_engines.ts';
import { type ProcessGroup, passwordOf, runGroup, THREE } from '../_processes.ts';
import { memoryStore, rotated, writing } from './_rotating.ts';

const real = needs('redis-server', 'redis-sentinel');

// Where the locks are.
process.chdir(scratchFolder('rotation-users'));

const OPTIONAL = { ...THREE, users: { mode: 'optional' } } as const;
const REQUIRED = { ...THREE, users: { mode: 'required', more: { worker: {} } } } as const;

/** The first word of each step for a new password of a user, the last step behind a bar. */
function stepsOf(definition: typeof OPTIONAL | typeof REQUIRED, user: string): string {
  const environment = resolveEnvironment(definition, 'stacks/three.ts');
  const [account] = chosenAccounts(environment, user);
  if (account === undefined) throw new Error('there is no such user');
  const lets = [hashOf('a')];
  const look = {
    stored: { current: 'a', previous: undefined, pending: undefined },
    doors: account.programs.map((program) => ({ host: 'one', program, lets })),
    hosts: [{ host: 'one', isPrimary: true, isLinked: true, requirepass: 'a', masterauth: 'a' }],
    scripts: account.starts ? [{ host: 'one', password: 'a' }] : [],
    blind: [],
  };
  const { steps, last } = planRotation(environment, account, look, 'on');
  return [...steps, { what: '|' }, ...last].map(({ what }) => what).join('; ');
}

test('a user is rotated with those that log in as it, and with nobody else', (t) => {
  const required = (user: string) => stepsOf(REQUIRED, user);
  t.regex(required('replication'), /ACL SETUSER replication\), and keep that in redis\.conf;.*masterauth/);
  t.false(required('replication').includes('SENTINEL'));
  t.regex(
    required('sentinel'),
    /redis\.conf and sentinel\.conf;.*SENTINEL SET mymaster auth-pass, SENTINEL CONFIG SET sentinel-pass to it/,
  );
  t.regex(stepsOf(OPTIONAL, 'sentinel'), /; SENTINEL CONFIG SET sentinel-pass to it/);
  t.regex(
    stepsOf(OPTIONAL, 'default'),
    /CONFIG SET masterauth.*SENTINEL SET mymaster auth-pass to it.*\|; CONFIG SET requirepass/,
  );
  t.regex(
    required('vedette'),
    /AWSPREVIOUS; write it into \/usr\/local\/etc\/vedette\/login; \|; let no other in/,
  );
  for (const user of ['monitoring', 'application', 'worker'])
    t.notRegex(required(user), /masterauth|SENTINEL|requirepass/, user);
});

test('without a user the password of the group is rotated, or that of every user where users are required', (t) => {
  const namesOf = (definition: typeof OPTIONAL | typeof REQUIRED, user?: string) =>
    chosenAccounts(resolveEnvironment(definition, 'stacks/three.ts'), user).map((account) => account.user);
  t.deepEqual(namesOf(OPTIONAL), ['default']);
  t.deepEqual(namesOf(REQUIRED), [
    'replication',
    'sentinel',
    'monitoring',
    'application',
    'worker',
    'vedette',
  ]);
  t.deepEqual(namesOf(REQUIRED, 'worker'), ['worker']);
  t.throws(() => namesOf(REQUIRED, 'default'), { instanceOf: UsageError });
  t.throws(() => namesOf(OPTIONAL, 'aplication'), {
    instanceOf: UsageError,
    message: '--user aplication: three has no such user with a password; did you mean application?',
  });
});

test('clients are waited for where somebody else logs in as the user than the group itself', (t) => {
  const accounts = accountsOf(resolveEnvironment(REQUIRED, 'stacks/three.ts'));
  t.deepEqual(
    accounts.filter(({ hasClients }) => hasClients).map(({ user }) => user),
    ['monitoring', 'application', 'worker'],
  );
});

/** Its files are written as the script of the step does it. */
function writable({ reach, file }: ProcessGroup): Reach {
  return {
    ...reach,
    exec: async (host, argv, { input = '' } = {}) => {
      const [path = ''] = argv.slice(-2);
      await writeFile(join(dirname(file(host, 'redis')), basename(path)), input);
      return { status: 0, stdout: '' };
    },
  };
}

/** Its ports are reached, and no file. */
function unreadable({ environment, reach, group }: ProcessGroup): Rotating['group'] {
  const read = async (): Promise<never> => {
    throw new UserError('there is no jump host');
  };
  const passwords = (host: string, user?: string) => group.passwords(host, user);
  return { environment, reach: { ...reach, read }, trust: trustOfHosts(reach, environment), passwords };
}

real(
  'the passwords of single users are rotated under a client that writes, in what runs and in the files',
  async (t) => {
    t.timeout(120_000);
    const running = await runGroup(t, OPTIONAL, { version: installedVersion() });
    const { group, environment } = running;
    const stores = new Map(
      ['application', 'sentinel'].map((user) => [
        user,
        memoryStore({ current: passwordOf(user), previous: undefined, pending: undefined }),
      ]),
    );
    const storeOf = (user: string) => {
      const store = stores.get(user);
      if (store === undefined) throw new Error(`${user} has no store here`);
      return store;
    };
    const client = writing(t, running, storeOf('application'), 'application');
    for (const user of ['application', 'sentinel']) {
      const store = storeOf(user);
      const { fate, told, plan } = await rotated(running, store, { user });
      t.is(fate.kind, 'done', told.join('; '));
      const { current, previous } = store.values;
      t.is(previous, passwordOf(user));
      const printed = JSON.stringify([told, fate, plan]);
      for (const password of [current, passwordOf(user)])
        for (const secret of [password, hashOf(password)]) t.false(printed.includes(secret));
      for (const { name } of environment.hosts)
        for (const program of ['redis', 'sentinel'] as const) {
          const line = listOf(await demand(group[program](name), 'ACL', 'LIST'))
            .map(textOf)
            .find((one) => one.startsWith(`user ${user} `));
          const text = await readFile(running.file(name, program), 'utf8');
          for (const where of [line ?? '', text]) {
            t.true(where.includes(hashOf(current)), `${user}, ${program} of ${name}`);
            t.false(where.includes(hashOf(passwordOf(user))), `${user}, ${program} of ${name}`);
          }
        }
    }
    for (const { name } of environment.hosts) {
      const shown = await demand(group.sentinel(name), 'SENTINEL', 'CONFIG', 'GET', 'sentinel-pass');
      t.is(fieldsOf(shown).get('sentinel-pass'), storeOf('sentinel').values.current);
    }
    const { keys, refused } = await client.stop();
    t.deepEqual(refused, []);
    const own = memoryStore({ current: passwordOf('vedette'), previous: undefined, pending: undefined });
    await t.throwsAsync(rotated(running, own, { user: 'vedette', group: unreadable(running) }), {
      instanceOf: RefusedError,
      message: /^the scripts of hosts log in as vedette by .*; reach the hosts with --jump$/,
    });
    const { fate, told } = await rotated({ ...running, reach: writable(running) }, own, { user: 'vedette' });
    t.is(fate.kind, 'done', told.join('; '));
    t.is(own.values.previous, passwordOf('vedette'));
    for (const { name } of environment.hosts) {
      t.is(await running.reach.read(name, LOGIN_FILE), `${own.values.current}\n`);
      t.regex(
        (await running.reach.read(name, 'redis.conf')) ?? '',
        new RegExp(`user vedette .*#${hashOf(own.values.current)}`),
      );
    }
    t.true(keys.length > 0);
    // Whoever is not in the group is not rotated.
    await demand(group.redis('two'), 'ACL', 'DELUSER', 'application');
    await t.throwsAsync(rotated(running, storeOf('application'), { user: 'application' }), {
      message:
        'Redis on two has no user application that is on; roll the definition out first, or mend it with vedette repair three',
    });
  },
);
