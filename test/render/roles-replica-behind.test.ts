/** Which data lead where a replica holds less than the primary's disk, or more than it and no Sentinel would promote it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import type { RedisDefinition, SentinelDefinition } from '../../src/definition/environment.ts';
import { passwordOf } from '../../src/group/password.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { booted, healthy, named, redis, resolved, rolesSaid, SWIFT, until, write } from '../_boot.ts';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { CRASH } from './_drill.ts';

const real = needs(...NEEDED);

/** So long that Redis starts again before the primary is called down, however busy the machine is. */
const PATIENT: SentinelDefinition = { quorum: 1, downAfter: '20s', failoverTimeout: '40s' };

const WAITS = 'waits for the Sentinels to promote a replica, since 10.0.0.51 holds newer data than this disk';

interface Scene {
  readonly persistence: RedisDefinition['persistence'] & string;
  readonly sentinel?: SentinelDefinition;
}

/** A test with a group whose replica has the key with the value `old`; in the end both hosts must have the `new` one. */
function withGroup(
  title: string,
  { persistence, sentinel = PATIENT }: Scene,
  body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>,
): void {
  real(title, async (t) => {
    t.timeout(400_000);
    const environment = resolved({ ...SWIFT, redis: { ...SWIFT.redis, persistence }, sentinel });
    const { cloud } = await bootEnvironment(environment, { tether: true, tell: (text) => t.log(text) });
    t.teardown(() => cloud.down());
    await write(cloud, 'ns', 'key', 'old');
    await redis(cloud, 'ns', 'SAVE');
    await body(t, cloud);
    await healthy(cloud, environment, milliseconds(120_000));
    for (const host of ['ns', 'node01']) t.is(await redis(cloud, host, 'GET', 'key'), 'new');
  });
}

/** The replica loses its primary and can't log in again. */
async function cutOff(cloud: LocalCloud): Promise<void> {
  await redis(cloud, 'node01', 'CONFIG', 'SET', 'masterauth', 'Forgotten-0123456789');
  await redis(cloud, 'node01', 'CLIENT', 'KILL', 'TYPE', 'master');
}

async function letIn(cloud: LocalCloud): Promise<void> {
  await redis(cloud, 'node01', 'CONFIG', 'SET', 'masterauth', await passwordOf(cloud, 'node01'));
}

/** Ends the primary's Redis as a crash does, and starts it again; returns what it says of its role. */
async function crashAndStart(cloud: LocalCloud): Promise<readonly string[]> {
  await cloud.exec('ns', ['sh', '-c', CRASH]);
  const { stdout } = await cloud.exec('ns', ['service', 'redis', 'start']);
  return stdout.match(/(?<=^vedette: role: ).*$/gm) ?? [];
}

for (const persistence of ['rdb', 'aof'] as const)
  withGroup(
    `a primary whose disk is newer than a replica that was cut off leads at once (${persistence})`,
    { persistence },
    async (t, cloud) => {
      await cutOff(cloud);
      await sleep(5_000);
      await redis(cloud, 'ns', 'SET', 'key', 'new');
      if (persistence === 'rdb') await redis(cloud, 'ns', 'SAVE');
      t.deepEqual(await crashAndStart(cloud), ['primary since 1 of the Sentinels name it']);
      await letIn(cloud);
    },
  );

for (const persistence of ['rdb', 'aof'] as const)
  withGroup(
    `a primary whose replica followed it to the end has it promoted (${persistence})`,
    { persistence },
    async (t, cloud) => {
      await write(cloud, 'ns', 'key', 'new');
      t.deepEqual(await crashAndStart(cloud), [
        WAITS,
        'replica of 10.0.0.51 since 1 of the Sentinels name 10.0.0.51',
      ]);
    },
  );

for (const persistence of ['rdb', 'aof'] as const)
  withGroup(
    `a primary that was stopped in order and is started again leads at once: both hold the same (${persistence})`,
    { persistence },
    async (t, cloud) => {
      await write(cloud, 'ns', 'key', 'new');
      await cloud.exec('ns', ['service', 'redis', 'stop']);
      const { stdout } = await cloud.exec('ns', ['service', 'redis', 'start']);
      t.regex(stdout, /^vedette: role: primary since 1 of the Sentinels name it$/m);
      t.notRegex(stdout, /waits/);
    },
  );

withGroup(
  'a primary whose replica is down as well leads with its disk, once the Sentinel finds the replica down',
  { persistence: 'rdb', sentinel: { ...PATIENT, downAfter: '4s' } },
  async (t, cloud) => {
    await write(cloud, 'ns', 'key', 'new');
    await redis(cloud, 'ns', 'SAVE');
    for (const host of ['node01', 'ns']) await cloud.kill(host);
    await cloud.start('ns');
    await booted(cloud, 'ns');
    t.is((await rolesSaid(cloud, 'ns')).at(-1), 'primary since 1 of the Sentinels name it');
    await cloud.start('node01');
    await booted(cloud, 'node01');
  },
);

withGroup(
  'a replica with the newest data that are left, cut off for longer than the Sentinels promote one, leads',
  { persistence: 'rdb', sentinel: { quorum: 1, downAfter: '1s', failoverTimeout: '6s' } },
  async (t, cloud) => {
    await write(cloud, 'ns', 'key', 'new');
    await cutOff(cloud);
    // Ten times down-after, and the Sentinel asks for INFO every ten seconds.
    await sleep(25_000);
    await cloud.exec('ns', ['sysrc', 'vedette_patience=30']);
    t.deepEqual(await crashAndStart(cloud), [
      WAITS,
      'replica of 10.0.0.51 since the Sentinels promote none, and it holds newer data than this disk',
    ]);
    await until(
      'the Sentinel names it',
      async () => (await named(cloud, resolved(SWIFT), 'ctrl')) === 'node01',
    );
  },
);
