import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { RefusedError, UsageError, UserError } from '../../src/base/errors.ts';
import { openDeployed, openGroup } from '../../src/cli/reach-options.ts';
import { secretsManager } from '../../src/local/account/secrets-manager.ts';
import { serveAccount } from '../../src/local/account/server.ts';
import { type StoredSecret, secretArn } from '../../src/local/secrets.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { loopback } from '../group/_loopback.ts';
import { play } from '../group/_program.ts';
import { scratchFolder } from './_run.ts';

const folder = scratchFolder('reach');
const file = join(folder, 'password');
writeFileSync(file, 'from-a-file\n', { mode: 0o600 });
const GIVEN = { 'password-file': file };

/** A group whose every program is one that is played: it tells an id, and takes one password. */
interface Played {
  readonly environment: Environment;
  /** The passwords that it was told. */
  readonly told: readonly string[];
}

async function playGroup(
  t: ExecutionContext,
  idOf: (own: string) => string,
  password: string,
): Promise<Played> {
  const told: string[] = [];
  const own = loopback(1).hosts[0]?.sentinel?.myid ?? '';
  const { endpoint } = await play(t, ([name = '', ...words]) => {
    if (name === 'SENTINEL') return `$40\r\n${idOf(own)}\r\n`;
    if (name !== 'AUTH') return '+PONG\r\n';
    told.push(words.at(-1) ?? '');
    return words.at(-1) === password ? '+OK\r\n' : '-WRONGPASS invalid username-password pair\r\n';
  });
  const environment = loopback('port' in endpoint ? endpoint.port : 0);
  const [host] = environment.hosts;
  // Whoever is asked first is the one who answers.
  return { environment: { ...environment, hosts: host === undefined ? [] : [host] }, told };
}

const ITS_OWN = (own: string): string => own;

test.serial('a group whose Sentinel is its own is told the password of a file', async (t) => {
  const { environment, told } = await playGroup(t, ITS_OWN, 'from-a-file');
  using opened = await openGroup(environment, GIVEN);
  t.is(opened.how, 'by the addresses of its hosts');
  t.deepEqual(told, []);
  t.is(await opened.group.redis('one').ask(['PING']), 'PONG');
  t.deepEqual(told, ['from-a-file']);
  const other = { ...environment, name: 'wider' };
  t.is(await opened.in(other).redis('one').ask(['PING']), 'PONG');
});

test.serial('nobody is told the password where another Sentinel answers', async (t) => {
  const { environment, told } = await playGroup(t, () => '0'.repeat(40), 'from-a-file');
  const own = environment.hosts[0]?.sentinel?.myid;
  await t.throwsAsync(openGroup(environment, GIVEN), {
    instanceOf: RefusedError,
    message: `who listens at 127.0.0.1 is not the Sentinel one of small (its id is not ${own}), so nobody there is told the password; see which network this is`,
  });
  t.deepEqual(told, []);
});

test.serial(
  'a group of which no Sentinel answers is not asked, with what that means and what to do',
  async (t) => {
    await t.throwsAsync(openGroup(loopback(1), GIVEN), {
      instanceOf: UserError,
      message:
        'no Sentinel of small answers at its address from here, so its password is told to nobody and its state is not known; run this in its network as one of its clients, or through a host there with --jump',
    });
  },
);

/** Leads this process to a secret store that has one secret. */
async function leadToStore(t: ExecutionContext, secret: StoredSecret): Promise<void> {
  const { variables, close } = await serveAccount(
    [secretsManager(async (name) => (name === 'vedette/small/redis-password' ? secret : undefined))],
    {},
  );
  t.teardown(close);
  Object.assign(process.env, variables);
  delete process.env.AWS_PROFILE;
}

test.serial('without a file the password is that of the secret store, or the one before it', async (t) => {
  const { environment, told } = await playGroup(t, ITS_OWN, 'old');
  await leadToStore(t, { arn: secretArn(environment.aws.region, 'any'), value: 'new', previous: 'old' });
  using opened = await openGroup(environment, {});
  t.is(await opened.group.redis('one').ask(['PING']), 'PONG');
  t.deepEqual(told, ['new', 'old']);
});

test.serial(
  'behind local run an environment without hosts on this machine is looked for nowhere else',
  async (t) => {
    process.env.TF_REATTACH_PROVIDERS = '{"registry.terraform.io/hashicorp/aws":{}}';
    t.teardown(() => delete process.env.TF_REATTACH_PROVIDERS);
    for (const open of [openGroup, openDeployed])
      await t.throwsAsync(open(loopback(1), GIVEN), {
        instanceOf: UserError,
        message: 'small has no hosts on this machine; deploy it first',
      });
  },
);

test.serial('a wrong way or file is refused before anybody is asked', async (t) => {
  await t.throwsAsync(openGroup(loopback(1), { jump: '-oProxyCommand=id' }), { instanceOf: UsageError });
  await t.throwsAsync(openGroup(loopback(1), { jump: 'bastion', 'password-file': join(folder, 'no') }), {
    instanceOf: UsageError,
    message: /no" cannot be read/,
  });
});
