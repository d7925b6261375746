import type { ExecutionContext } from 'ava';
import { connector } from '../../src/group/connection.ts';
import { DRILLS } from '../_needs.ts';
import { ENGINES, type Engine } from '../redis/_engines.ts';
import { deniedTo, letJudgeLook } from './_denied.ts';
import { passwordOf, runGroup, THREE } from './_processes.ts';

function runWithUsers(t: ExecutionContext, { server, version }: Pick<Engine, 'server' | 'version'>) {
  return runGroup(t, { ...THREE, users: { mode: 'required' } }, { engine: server, version });
}

async function failsOverByName(
  t: ExecutionContext,
  engine: Pick<Engine, 'server' | 'version'>,
): Promise<void> {
  t.timeout(120_000);
  const running = await runWithUsers(t, engine);
  const { environment, group, signal, start, until } = running;
  await letJudgeLook(running);
  await signal('one', 'redis', 'SIGKILL');
  const { primary = '' } = await until(({ primary }) => primary !== undefined && primary !== 'one');
  t.true(primary === 'two' || primary === 'three', primary);
  await start('one', 'redis');
  await until();
  for (const user of ['sentinel', 'replication', 'vedette'])
    t.deepEqual(await deniedTo(running, user), [], `nothing is denied to ${user}`);
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

if (DRILLS)
  for (const engine of ENGINES.filter((one) => one !== INSTALLED))
    engine.real('a group whose users are required fails over with nothing denied to it', (t) =>
      failsOverByName(t, engine),
    );
