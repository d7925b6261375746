import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { connector } from '../../src/group/connection.ts';
import { textOf } from '../../src/group/reply.ts';
import { builtInUsers } from '../../src/redis/acl/built-in-users.ts';
import type { EngineVersion } from '../../src/redis/catalogue/index.ts';
import { DRILLS } from '../_needs.ts';
import { ENGINES, type Engine } from '../redis/_engines.ts';
import { PASSWORD, type ProcessGroup, passwordOf, runGroup, THREE } from './_processes.ts';

function runWithUsers(t: ExecutionContext, { server, version }: Pick<Engine, 'server' | 'version'>) {
  return runGroup(t, { ...THREE, users: { mode: 'required' } }, { engine: server, version });
}

/** What was denied to a user on any server that answers: `config|rewrite`. */
async function denied({ environment, group }: ProcessGroup, user: string): Promise<readonly string[]> {
  const connect = await connector();
  const lists = environment.hosts.map(async ({ name }) => {
    const log = await connect(await group.endpoint(name, 'redis'), LOGGED).catch(() => undefined);
    const entries = (await log?.send(['ACL', 'LOG'])) ?? [];
    log?.close();
    return (Array.isArray(entries) ? entries : []).flatMap((entry) => {
      const words = (Array.isArray(entry) ? entry : []).map((word) => textOf(word));
      const field = (name: string) => words[words.indexOf(name) + 1] ?? '';
      return field('username') === user ? [field('object')] : [];
    });
  });
  return (await Promise.all(lists)).flat();
}

/** A user of the tests, who looks at what was denied to others. */
const LOGGED = { username: 'judge', password: PASSWORD };

/** Every server and Sentinel that answers is told. */
async function tellServers({ environment, group }: ProcessGroup, ...command: readonly string[]) {
  await Promise.all(
    environment.hosts.map(({ name }) =>
      group
        .redis(name)
        .ask(command)
        .catch(() => undefined),
    ),
  );
}

async function failsOverByName(
  t: ExecutionContext,
  engine: Pick<Engine, 'server' | 'version'>,
): Promise<void> {
  t.timeout(120_000);
  const running = await runWithUsers(t, engine);
  const { environment, group, signal, start, until } = running;
  await tellServers(running, 'ACL', 'SETUSER', 'judge', 'on', `>${PASSWORD}`, '+acl|log');
  await signal('one', 'redis', 'SIGKILL');
  const { primary = '' } = await until(({ primary }) => primary !== undefined && primary !== 'one');
  t.true(primary === 'two' || primary === 'three', primary);
  await start('one', 'redis');
  await until();
  for (const user of ['sentinel', 'replication', 'vedette'])
    t.deepEqual(await denied(running, user), [], `nothing is denied to ${user}`);
  const connect = await connector();
  for (const program of ['redis', 'sentinel'] as const) {
    const endpoint = await group.endpoint('two', program);
    const open = await connect(endpoint, undefined);
    t.regex(JSON.stringify(await open.send(['INFO'])), /NOAUTH|NOPERM/, `${program} without a name`);
    open.close();
    const client = await connect(endpoint, { username: 'application', password: passwordOf('application') });
    t.regex(JSON.stringify(await client.send(['CONFIG', 'GET', '*'])), /NOPERM|unknown command/);
    if (program === 'sentinel')
      t.truthy(await client.send(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', environment.sentinel.group]));
    client.close();
  }
}

const [INSTALLED] = ENGINES;

if (INSTALLED !== undefined)
  INSTALLED.real(
    'a group whose users are required fails over with nothing denied to it, and does nothing for who has no name',
    (t) => failsOverByName(t, INSTALLED),
  );

/** Of Sentinel, as `multi` or `client|setname`; the hello channel is one of them. */
function rightsOf(version: EngineVersion): readonly string[] {
  const rules = builtInUsers(version).find(({ name }) => name === 'sentinel')?.redis ?? [];
  return rules.filter((rule) => /^[+&]/.test(rule));
}

/** Rules for coordinated failovers, which a failover does without. */
const COORDINATED = ['+failover', '+client|pause', '+client|unpause'];

/** Takes one right from the user of Sentinels, and has the primary fail; what was denied, or that nobody was promoted. */
async function without(running: ProcessGroup, right: string): Promise<string | undefined> {
  const { signal, start, until } = running;
  const { primary = '' } = await until();
  const taken = right.startsWith('&') ? ['resetchannels'] : [right.replace('+', '-')];
  await tellServers(running, 'ACL', 'SETUSER', 'sentinel', ...taken);
  await tellServers(running, 'CLIENT', 'KILL', 'USER', 'sentinel');
  await signal(primary, 'redis', 'SIGKILL');
  const end = Date.now() + 15_000;
  let missed: string | undefined;
  while (missed === undefined && Date.now() < end) {
    await sleep(250);
    missed = (await denied(running, 'sentinel'))[0];
  }
  await tellServers(running, 'ACL', 'SETUSER', 'sentinel', right);
  await tellServers(running, 'CLIENT', 'KILL', 'USER', 'sentinel');
  await start(primary, 'redis');
  await until();
  await tellServers(running, 'ACL', 'SETUSER', 'judge', 'on', `>${PASSWORD}`, '+acl|log');
  const connect = await connector();
  for (const { name } of running.environment.hosts) {
    const log = await connect(await running.group.endpoint(name, 'redis'), LOGGED);
    await log.send(['ACL', 'LOG', 'RESET']);
    log.close();
  }
  return missed;
}

if (DRILLS)
  for (const engine of ENGINES) {
    if (engine !== INSTALLED)
      engine.real('a group whose users are required fails over with nothing denied to it', (t) =>
        failsOverByName(t, engine),
      );
    engine.real('of the rights of the user of Sentinels none can be left out of a failover', async (t) => {
      t.timeout(900_000);
      const running = await runWithUsers(t, engine);
      await tellServers(running, 'ACL', 'SETUSER', 'judge', 'on', `>${PASSWORD}`, '+acl|log');
      for (const right of rightsOf(engine.version).filter((rule) => !COORDINATED.includes(rule)))
        t.not(await without(running, right), undefined, `${right} is missed by nobody`);
    });
  }
