import type { ExecutionContext } from 'ava';
import type { EnvironmentDefinition, UsersDefinition } from '../../../src/definition/environment.ts';
import type { PackageName } from '../../../src/definition/packages.ts';
import { connector } from '../../../src/group/connection.ts';
import { Group } from '../../../src/group/group.ts';
import { listOf, textOf } from '../../../src/group/reply.ts';
import type { Rollout } from '../../../src/operate/rollout/rollout.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import { DRILLS } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { ENGINES, type Engine } from '../../redis/_engines.ts';
import { PASSWORD, type ProcessGroup, passwordOf, runGroup, THREE } from '../_processes.ts';
import { listening, roll } from './_rolling.ts';

// Where the locks are.
process.chdir(scratchFolder('rollout-users'));

function plainOf(name: PackageName): EnvironmentDefinition {
  return {
    ...THREE,
    name: `three-${name}`,
    redis: { ...THREE.redis, package: name },
    sentinel: { quorum: 2, downAfter: '10s', failoverTimeout: '20s' },
  };
}

/** Counts up as a user, in the primary, over one connection until it is told to stop; what was refused is thrown. */
async function counting(
  { group, environment }: ProcessGroup,
  login: { username?: string; password: string },
) {
  const connect = await connector();
  const { send, close } = await connect(
    await group.endpoint(environment.hosts[0]?.name ?? '', 'redis'),
    login,
  );
  const key = `counted by ${login.username ?? 'default'}`;
  let isOver = false;
  let last = Number(await send(['INCRBY', key, '0']));
  const counted = (async () => {
    while (!isOver) {
      const reply = await send(['INCR', key]);
      if (reply !== last + 1) throw new Error(`INCR after ${last}: ${textOf(reply)}`);
      last = reply;
    }
    close();
    return last;
  })();
  counted.catch(() => undefined);
  return () => {
    isOver = true;
    return counted;
  };
}

function holds(t: ExecutionContext, { fate, planned }: Rollout): void {
  t.log(...planned.plan.steps.map(({ hosts, what }) => `${hosts}: ${what}`));
  t.deepEqual(planned.plan.refusals, []);
  t.is(fate.kind, 'done', JSON.stringify('progress' in fate ? (fate.progress.stopped ?? fate.left) : fate));
  if ('left' in fate && 'plan' in fate.left) {
    t.deepEqual(
      fate.left.plan.steps.map(({ what }) => what),
      [],
      'nothing is left',
    );
    t.deepEqual(fate.left.plan.refusals, []);
  }
}

async function movesToUsers(t: ExecutionContext, engine: Engine, name: PackageName): Promise<void> {
  const withUsers = (users: UsersDefinition): EnvironmentDefinition => ({ ...plainOf(name), users });
  t.timeout(180_000);
  const running = await runGroup(t, plainOf(name), { engine: engine.server, version: engine.version });
  const plain = await counting(running, { password: PASSWORD });
  const first = listening();
  holds(t, await roll(running, withUsers({ mode: 'optional' }), first.audience));
  const named = await counting(running, { username: 'application', password: passwordOf('application') });
  const early = await roll(running, withUsers({ mode: 'required' }), listening().audience);
  t.is(early.fate.kind, 'stopped');
  if ('progress' in early.fate)
    t.regex(
      early.fate.progress.stopped?.why ?? '',
      /has clients that name no user, which would be refused: 127\.[\d.]+:\d+.*; have them log in as application or as a user of users\.more, and go on with vedette rollout three-(redis80|valkey)$/,
    );
  await plain();
  running.group[Symbol.dispose]();
  holds(t, await roll(running, withUsers({ mode: 'required' }), listening().audience));
  const last = await named();
  const required = {
    ...running.environment,
    users: { ...running.environment.users, mode: 'required' },
  } as const;
  using group = new Group(running.reach, required);
  t.deepEqual((await groupStatus(group)).verdict.problems, []);
  for (const { name } of required.hosts) {
    const connect = await connector();
    const { send, close } = await connect(await group.endpoint(name, 'redis'), undefined);
    t.regex(textOf(await send(['GET', 'counted by application'])), /^NOAUTH/);
    close();
    await t.throwsAsync(connect(await group.endpoint(name, 'redis'), { password: PASSWORD }));
    const logged = { username: 'application', password: passwordOf('application') };
    const application = await connect(await group.endpoint(name, 'redis'), logged);
    t.is(Number(await application.send(['GET', 'counted by application'])), last, name);
    application.close();
  }
  const [, user = null] = listOf(await group.redis('two').ask(['CONFIG', 'GET', 'masteruser']));
  t.is(textOf(user), 'replication');
  const narrowed = {
    mode: 'required',
    application: { keys: ['counted*'] },
    more: { worker: { keys: ['work:*'], commands: ['+get'] } },
  } as const;
  holds(t, await roll(running, withUsers(narrowed), listening().audience));
  const asked = async (username: string, key: string): Promise<string> => {
    const connect = await connector();
    const endpoint = await group.endpoint('one', 'redis');
    const { send, close } = await connect(endpoint, { username, password: passwordOf(username) });
    const said = textOf(await send(['GET', key]));
    close();
    return said;
  };
  t.is(await asked('application', 'counted by application'), String(last), 'it has the password that it had');
  t.regex(await asked('application', 'work:1'), /^NOPERM/);
  t.is(await asked('worker', 'work:1'), '');
  holds(t, await roll(running, withUsers({ mode: 'required' }), listening().audience));
  t.is(await asked('application', 'work:1'), '');
  await t.throwsAsync(asked('worker', 'work:1'), { message: /^WRONGPASS/ });
}

const TITLE =
  'users come to a plain group that runs, and are required then, under clients that write, no write is lost, and rights change afterwards';

for (const engine of ENGINES) {
  if (engine.version === '8.0') engine.real(TITLE, (t) => movesToUsers(t, engine, 'redis80'));
  // It writes other names into its files.
  if (engine.version === 'valkey-8.1' && DRILLS) engine.real(TITLE, (t) => movesToUsers(t, engine, 'valkey'));
}
