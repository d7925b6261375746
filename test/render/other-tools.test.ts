/** The boot scripts under tools that are nearer to FreeBSD's than the machine's: a first boot and what may come after it. */
import type { ExecutionContext } from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { localHost } from '../../src/local/environment-cloud.ts';
import { type LocalCloud, startCloud } from '../../src/local/index.ts';
import {
  boot,
  booted,
  cloudOf,
  healthy,
  hostNamed,
  named,
  redis,
  resolved,
  SWIFT,
  story,
  write,
} from '../_boot.ts';
import { needs, serially } from '../_needs.ts';
import { programsOf, TOOLS, titleOf } from '../_tools.ts';
import { NEEDED } from '../local/_cloud.ts';
import { CRASH } from './_drill.ts';

const environment = resolved(SWIFT);
const HEALTHY = milliseconds(60_000);

for (const tools of TOOLS)
  serially(needs(...NEEDED, tools.sh, tools.awk))(
    `with ${titleOf(tools)} hosts boot, a Sentinel is replaced, a volume grows, and a crashed primary waits for a promotion`,
    async (t) => {
      t.timeout(300_000);
      const cloud = await startCloud({ ...cloudOf(environment), ...programsOf(tools) }, { tether: true });
      t.teardown(() => cloud.down());
      await firstBoot(t, cloud);
      await secondRun(t, cloud);
      await replacedSentinel(t, cloud);
      await grownVolume(t, cloud);
      await crashedPrimary(t, cloud);
      for (const { name } of environment.hosts) t.notRegex(await cloud.console(name), COMPLAINT, name);
    },
  );

/** What shells and awks say of a program that they can't read or run. */
const COMPLAINT = /\b(sh|awk|ash|yash|busybox): |syntax error|unexpected|bad substitution/i;

async function firstBoot(t: ExecutionContext, cloud: LocalCloud): Promise<void> {
  const hosts = environment.hosts.map(({ name }) => localHost(environment, hostNamed(environment, name)));
  await Promise.all(hosts.map((host) => cloud.createHost(host)));
  for (const { name } of hosts) t.is((await booted(cloud, name)).boot, 'ready', name);
  t.deepEqual(await story(cloud, 'ns'), [
    'vedette: system: this is ns',
    'vedette: packages: redis72 curl',
    'vedette: volume: /dev/nda1 was blank and is formatted',
    'vedette: volume: /var/db/redis is mounted',
    'vedette: secret: read from the secret store',
    'vedette: files: /usr/local/etc/redis/redis.conf is installed',
    'vedette: role: primary since 1 of the Sentinels name it',
    'vedette: start: redis is started',
    'vedette: ready',
  ]);
  await healthy(cloud, environment, HEALTHY);
}

async function secondRun(t: ExecutionContext, cloud: LocalCloud): Promise<void> {
  const { stdout, stderr } = await cloud.exec('ns', ['sh', '/usr/libexec/vedette/user-data']);
  t.deepEqual(stdout.match(/^vedette: .*$/gm)?.slice(3), [
    'vedette: files: /usr/local/etc/redis/redis.conf is there and stays as it is',
    'vedette: start: redis is running',
    'vedette: ready',
  ]);
  t.notRegex(stderr, COMPLAINT);
}

async function replacedSentinel(t: ExecutionContext, cloud: LocalCloud): Promise<void> {
  await cloud.terminate('ctrl');
  t.is((await boot(cloud, environment, 'ctrl')).boot, 'ready');
  t.is(await named(cloud, environment, 'ctrl'), 'ns');
  await healthy(cloud, environment, HEALTHY);
}

async function grownVolume(t: ExecutionContext, cloud: LocalCloud): Promise<void> {
  const { volume = '', volumeSize = 0 } = localHost(environment, hostNamed(environment, 'node01'));
  await cloud.stop('node01');
  await cloud.growVolume(volume, 2 * volumeSize);
  await cloud.start('node01');
  await booted(cloud, 'node01');
  t.true(
    (await story(cloud, 'node01')).includes('vedette: volume: the file system has grown with /dev/nda1'),
  );
  await healthy(cloud, environment, HEALTHY);
}

async function crashedPrimary(t: ExecutionContext, cloud: LocalCloud): Promise<void> {
  await write(cloud, 'ns', 'key', 'value');
  await cloud.exec('ns', ['sh', '-c', CRASH]);
  const { stdout, stderr } = await cloud.exec('ns', ['service', 'redis', 'start']);
  t.regex(stdout, /^vedette: role: replica of 10\.0\.0\.51 since 1 of the Sentinels name 10\.0\.0\.51$/m);
  t.notRegex(stderr, COMPLAINT);
  await healthy(cloud, environment, HEALTHY);
  for (const host of ['ns', 'node01']) t.is(await redis(cloud, host, 'GET', 'key'), 'value');
}
