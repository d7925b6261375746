import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { type Connection, connector } from '../../src/group/connection.ts';
import { fieldsOf, infoOf, linesOf, listOf, type Reply, textOf } from '../../src/group/reply.ts';
import { builtInUsers } from '../../src/redis/acl/built-in-users.ts';
import { ENGINE_VERSIONS, type EngineVersion } from '../../src/redis/catalogue/index.ts';
import { DRILLS } from '../_needs.ts';
import { ENGINES, type Engine } from '../redis/_engines.ts';
import { deniedTo, letJudgeLook } from './_denied.ts';
import { type ProcessGroup, passwordOf, runGroup, THREE } from './_processes.ts';

/** How long something may take that Sentinels do within a few seconds. */
const PATIENCE = 12_000;

/** True once it holds; false where it does not for a while. */
async function comes(holds: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(200)) if (await holds()) return true;
  return false;
}

function names({ environment }: ProcessGroup): readonly string[] {
  return environment.hosts.map(({ name }) => name);
}

async function askRedis({ group }: ProcessGroup, host: string, ...command: string[]): Promise<Reply> {
  return group
    .redis(host)
    .ask(command)
    .catch(() => null);
}

/** Of all Sentinels. */
async function askSentinels({ environment, group }: ProcessGroup, ...command: string[]) {
  const { group: watched } = environment.sentinel;
  const words = command.map((word) => (word === '{group}' ? watched : word));
  return Promise.all(
    environment.hosts.map(({ name }) =>
      group
        .sentinel(name)
        .ask(['SENTINEL', ...words])
        .catch(() => null),
    ),
  );
}

async function isPrimary(running: ProcessGroup, host: string): Promise<boolean> {
  return textOf(listOf(await askRedis(running, host, 'ROLE'))[0] ?? null) === 'master';
}

/** Something that Sentinels do with their rights: true if they did. */
type Deed = (running: ProcessGroup, primary: string) => Promise<boolean>;

/** The primary is gone: another host becomes it. */
const promote: Deed = async (running, primary) => {
  await running.signal(primary, 'redis', 'SIGKILL');
  const others = names(running).filter((name) => name !== primary);
  const promoted = await comes(async () =>
    (await Promise.all(others.map((name) => isPrimary(running, name)))).includes(true),
  );
  await running.start(primary, 'redis');
  return promoted;
};

/** The same, and what a host is told then it is told at once: no transaction failed. */
const promoteAtOnce: Deed = async (running, primary) => {
  const others = names(running).filter((name) => name !== primary);
  const failed = () =>
    Promise.all(
      others.map(async (name) => {
        const told = infoOf(await askRedis(running, name, 'INFO', 'commandstats'));
        return /failed_calls=(\d+)/.exec(told.get('cmdstat_exec') ?? '')?.[1] ?? '0';
      }),
    );
  const before = await failed();
  return (await promote(running, primary)) && String(await failed()) === String(before);
};

/** All Sentinels forget whom they know: they find one another again, and the replicas. */
const meet: Deed = async (running) => {
  await askSentinels(running, 'RESET', '{group}');
  const others = String(names(running).length - 1);
  return comes(async () =>
    (await askSentinels(running, 'MASTER', '{group}'))
      .map(fieldsOf)
      .every(
        (told) =>
          told.get('num-slaves') === others &&
          told.get('num-other-sentinels') === others &&
          told.get('flags') === 'master',
      ),
  );
};

/** Whose a connection is, its server tells. */
const sign: Deed = async (running, primary) =>
  comes(async () =>
    linesOf(await askRedis(running, primary, 'CLIENT', 'LIST')).some((line) =>
      / name=sentinel-[0-9a-f]{8}-cmd /.test(line),
    ),
  );

/** A script that never ends keeps the primary busy: they end it. */
const free: Deed = async (running, primary) => {
  const { environment, group } = running;
  const connect = await connector();
  const login = { username: 'application', password: passwordOf('application') };
  const open = async (): Promise<Connection> => connect(await group.endpoint(primary, 'redis'), login);
  // Nobody is promoted in its place meanwhile.
  await askSentinels(running, 'SET', '{group}', 'quorum', '9');
  await askRedis(running, primary, 'CONFIG', 'SET', 'busy-reply-threshold', '100');
  const [client, other] = await Promise.all([open(), open()]);
  const ended = client.send(['EVAL', 'while true do end', '0']).then(() => true);
  const freed = await Promise.race([ended, sleep(PATIENCE, false)]);
  await other.send(['SCRIPT', 'KILL']);
  await ended;
  for (const { close } of [client, other]) close();
  await askSentinels(running, 'SET', '{group}', 'quorum', String(environment.sentinel.quorum));
  return freed;
};

/** Asked to hand over by themselves, they do, and the former primary takes writes of nobody up. */
const handOver: Deed = async (running, primary) => {
  await running.group
    .sentinel(primary)
    .ask(['SENTINEL', 'FAILOVER', running.environment.sentinel.group, 'COORDINATED']);
  return comes(async () => {
    const told = infoOf(await askRedis(running, primary, 'INFO'));
    return told.get('role') === 'slave' && told.get('paused_actions') === 'none';
  });
};

/** What is not done without a right. */
const DEEDS: Readonly<Record<string, Deed>> = {
  '&__sentinel__:hello': meet,
  '+client|kill': promote,
  '+client|setname': sign,
  '+config|rewrite': promote,
  '+exec': promote,
  '+info': meet,
  '+multi': promoteAtOnce,
  '+ping': meet,
  '+publish': meet,
  '+script|kill': free,
  '+slaveof': promote,
  '+subscribe': meet,
  '+failover': handOver,
  '+client|pause': handOver,
  '+client|unpause': handOver,
};

/** Changes the user of Sentinels on every server, whose connections begin anew with it. */
async function change(running: ProcessGroup, ...rules: string[]): Promise<void> {
  await Promise.all(
    names(running).map(async (name) => {
      await askRedis(running, name, 'ACL', 'SETUSER', 'sentinel', ...rules);
      await askRedis(running, name, 'CLIENT', 'KILL', 'USER', 'sentinel');
    }),
  );
}

async function allIsDone(running: ProcessGroup, deed: Deed): Promise<boolean> {
  const { primary = '' } = await running.until();
  return deed(running, primary);
}

/** Of the user of Sentinels on servers, as `+multi`. */
function rightsOf(version: EngineVersion): readonly string[] {
  const rules = builtInUsers(version).find(({ name }) => name === 'sentinel')?.redis ?? [];
  return rules.filter((rule) => /^[+&]/.test(rule));
}

test('of each right of the user of Sentinels it is known what they do not do without it', (t) => {
  const rights = new Set(ENGINE_VERSIONS.flatMap(rightsOf));
  t.deepEqual([...rights].toSorted(), Object.keys(DEEDS).toSorted());
});

async function eachIsNeeded(t: ExecutionContext, { server, version }: Engine): Promise<void> {
  const definition = { ...THREE, users: { mode: 'required' } } as const;
  const running = await runGroup(t, definition, { engine: server, version });
  const rights = rightsOf(version);
  await letJudgeLook(running);
  for (const deed of new Set(rights.flatMap((right) => DEEDS[right] ?? []))) {
    t.true(await allIsDone(running, deed), `they ${deed.name} with all rights`);
    t.deepEqual(await deniedTo(running, 'sentinel'), [], `nothing is denied while they ${deed.name}`);
    await letJudgeLook(running);
  }
  for (const right of rights) {
    const deed = DEEDS[right];
    if (deed === undefined) throw new Error(`nothing is known to fail without ${right}`);
    const { primary = '' } = await running.until();
    await change(running, right.startsWith('&') ? 'resetchannels' : right.replace('+', '-'));
    const done = await deed(running, primary);
    t.false(done, `they ${deed.name} without ${right}`);
    t.log(`${right}: ${done ? 'nothing fails' : `they do not ${deed.name}`} without it`);
    await change(running, right);
  }
}

if (DRILLS)
  for (const engine of ENGINES)
    engine.real('there is something that Sentinels do not do without each right of their user', async (t) => {
      t.timeout(900_000);
      await eachIsNeeded(t, engine);
    });
