/** A data host without data is not promoted until it has been in sync. */
import type { ExecutionContext } from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { Group } from '../../src/group/group.ts';
import { groupHealth } from '../../src/group/health.ts';
import { passwordOf } from '../../src/group/password.ts';
import { localHost } from '../../src/local/environment-cloud.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { booted, healthy, hostNamed, redis, resolved, SWIFT, until } from '../_boot.ts';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { CRASH } from './_drill.ts';

const real = needs(...NEEDED);
const swift = resolved(SWIFT);

/** A test with a group whose replica was rebuilt, has an empty disk, and cannot log in to its primary. */
function withRebuilt(title: string, body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>): void {
  real(title, async (t) => {
    t.timeout(400_000);
    const { cloud } = await bootEnvironment(swift, { tether: true, tell: (text) => t.log(text) });
    t.teardown(() => cloud.down());
    await redis(cloud, 'ns', 'SET', 'key', 'value');
    await redis(cloud, 'ns', 'SAVE');
    await cloud.terminate('node01');
    const host = localHost(swift, hostNamed(swift, 'node01'));
    const userData = host.userData.replace(/^masterauth .*$/m, 'masterauth Forgotten-0123456789');
    await cloud.createHost({ ...host, userData, volume: 'vol-empty' });
    await booted(cloud, 'node01');
    await body(t, cloud);
  });
}

const priority = async (cloud: LocalCloud): Promise<string> =>
  (await redis(cloud, 'node01', 'CONFIG', 'GET', 'replica-priority')).replace('replica-priority\n', '');

async function letIn(cloud: LocalCloud): Promise<void> {
  await redis(cloud, 'node01', 'CONFIG', 'SET', 'masterauth', await passwordOf(cloud, 'node01'));
}

withRebuilt('a replica that never was in sync is not promoted, and the data are kept', async (t, cloud) => {
  t.is(await priority(cloud), '0');
  using group = new Group(cloud, swift);
  t.true(
    (await groupHealth(group)).problems.includes(
      'node01 is not in sync, so it has priority 0 and is not promoted',
    ),
  );
  await cloud.exec('ns', ['sh', '-c', CRASH]);
  await until('the Sentinel has tried', async () =>
    (await cloud.exec('ctrl', ['cat', '/var/log/redis/sentinel.log'])).stdout.includes(
      '-failover-abort-no-good-slave',
    ),
  );
  t.is((await redis(cloud, 'node01', 'ROLE')).split('\n')[0], 'slave');
  await cloud.exec('ns', ['service', 'redis', 'start']);
  await letIn(cloud);
  await healthy(cloud, swift, milliseconds(90_000));
  for (const host of ['ns', 'node01']) t.is(await redis(cloud, host, 'GET', 'key'), 'value');
  await until('node01 may be promoted', async () => (await priority(cloud)) === '100');
});

withRebuilt(
  'a replica takes its priority once it is in sync, also after its power was cut in between',
  async (t, cloud) => {
    await cycle(cloud);
    t.is(await priority(cloud), '0');
    await letIn(cloud);
    await until('node01 may be promoted', async () => (await priority(cloud)) === '100');
    await healthy(cloud, swift, milliseconds(60_000));
    await cycle(cloud);
    t.is(await priority(cloud), '100');
  },
);

/** Cuts the power of node01 and powers it on again. */
async function cycle(cloud: LocalCloud): Promise<void> {
  await cloud.kill('node01');
  await cloud.start('node01');
  await booted(cloud, 'node01');
  await until('Redis of node01 answers', async () => (await redis(cloud, 'node01', 'PING')) === 'PONG');
}
