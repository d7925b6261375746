import type { ExecutionContext } from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { localHost } from '../../src/local/environment-cloud.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { startCloud } from '../../src/local/index.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import {
  boot,
  booted,
  cloudOf,
  healthy,
  hostNamed,
  named,
  redis,
  resolved,
  rolesSaid,
  SWIFT,
  until,
  write,
} from '../_boot.ts';
import { needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { CRASH } from './_drill.ts';

const real = serially(needs(...NEEDED), 3);
const swift = resolved(SWIFT);

/** Time enough to boot before the primary is called down. */
const slow = resolved({ ...SWIFT, sentinel: { quorum: 1, downAfter: '20s', failoverTimeout: '40s' } });

/** Its Sentinel notices nothing until it is told to. */
const blind = resolved({ ...SWIFT, sentinel: { quorum: 1, downAfter: '10m', failoverTimeout: '20m' } });

/**
 * Has the Sentinel find down what has not answered for ten seconds. Not for less: Sentinel promotes no replica whose link has
 * been down for ten times as long, and on a busy machine the host that takes the dead one's place needs half a minute to boot.
 */
async function notice(cloud: LocalCloud): Promise<void> {
  const { group } = blind.sentinel;
  for (const [option, value] of [
    ['failover-timeout', '10000'],
    ['down-after-milliseconds', '10000'],
  ] as const)
    await cloud.exec('ctrl', ['redis-cli', '-p', '26379', 'SENTINEL', 'SET', group, option, value]);
}

/** What a host says whose disk holds nothing: here nothing is saved, so a host that goes down unprepared has none. */
const HELD_BACK = 'priority 0 until it has been in sync, since it has no data';

/** A test with a healthy group of its own that holds one key. */
function withGroup(
  title: string,
  body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>,
  environment = swift,
): void {
  real(title, async (t) => {
    t.timeout(400_000);
    const { cloud } = await bootEnvironment(environment, { tether: true, tell: (text) => t.log(text) });
    t.teardown(() => cloud.down());
    await write(cloud, 'ns', 'key', 'value');
    await body(t, cloud);
    await healthy(cloud, environment, milliseconds(90_000));
    for (const host of ['ns', 'node01']) t.is(await redis(cloud, host, 'GET', 'key'), 'value');
  });
}

withGroup('a primary that is re-created after the failover becomes a replica', async (t, cloud) => {
  await cloud.kill('ns');
  await untilNamed(cloud, 'node01');
  await cloud.terminate('ns');
  await boot(cloud, swift, 'ns');
  t.deepEqual(await rolesSaid(cloud, 'ns'), [
    'replica of 10.0.0.51 since 1 of the Sentinels name 10.0.0.51',
    HELD_BACK,
  ]);
});

withGroup('a primary that is powered on again after the failover never is a primary', async (t, cloud) => {
  await cloud.kill('ns');
  await untilNamed(cloud, 'node01');
  await cloud.start('ns');
  await booted(cloud, 'ns');
  t.is((await redis(cloud, 'ns', 'ROLE')).split('\n')[0], 'slave');
  t.deepEqual(await rolesSaid(cloud, 'ns'), [
    'primary since 1 of the Sentinels name it',
    'replica of 10.0.0.51 since 1 of the Sentinels name 10.0.0.51',
    HELD_BACK,
  ]);
});

withGroup(
  'a primary whose Redis crashed and is started by hand after the failover never is a primary',
  async (t, cloud) => {
    await cloud.exec('ns', ['sh', '-c', CRASH]);
    await untilNamed(cloud, 'node01');
    const { status, stdout } = await cloud.exec('ns', ['service', 'redis', 'start']);
    t.is(status, 0);
    t.regex(stdout, /^vedette: role: replica of 10\.0\.0\.51 since 1 of the Sentinels name 10\.0\.0\.51$/m);
    await until('Redis of ns answers', async () => (await redis(cloud, 'ns', 'PING')) === 'PONG');
    t.is((await redis(cloud, 'ns', 'ROLE')).split('\n')[0], 'slave');
  },
);

withGroup(
  'a primary whose Redis is started again before the Sentinels have noticed waits for the promotion of a replica',
  async (t, cloud) => {
    await cloud.exec('ns', ['sh', '-c', CRASH]);
    const { stdout } = await cloud.exec('ns', ['service', 'redis', 'start']);
    t.deepEqual(stdout.match(/(?<=^vedette: role: ).*$/gm), [
      'waits for the Sentinels to promote a replica, since 10.0.0.51 holds newer data than this disk',
      'replica of 10.0.0.51 since 1 of the Sentinels name 10.0.0.51',
      HELD_BACK,
    ]);
  },
  slow,
);

withGroup('a second run of the boot script undoes no failover', async (t, cloud) => {
  await cloud.exec('ctrl', ['redis-cli', '-p', '26379', 'SENTINEL', 'FAILOVER', 'mymaster']);
  await untilNamed(cloud, 'node01');
  await healthy(cloud, swift, milliseconds(60_000));
  const before = await redis(cloud, 'ns', 'ROLE');
  const { stdout } = await cloud.exec('ns', ['sh', '/usr/libexec/vedette/user-data']);
  t.notRegex(stdout, /vedette: role/);
  t.regex(stdout, /^vedette: ready$/m);
  t.deepEqual((await redis(cloud, 'ns', 'ROLE')).split('\n').slice(0, 2), before.split('\n').slice(0, 2));
  t.is(await named(cloud, swift, 'ctrl'), 'node01');
});

withGroup(
  'a primary that comes back empty before the failover has a replica promoted first',
  async (t, cloud) => {
    await cloud.kill('ns');
    await cloud.terminate('ns');
    await cloud.createHost({ ...localHost(blind, hostNamed(blind, 'ns')), volume: 'vol-empty' });
    await until('ns waits', async () => (await rolesSaid(cloud, 'ns')).length > 0);
    await notice(cloud);
    await booted(cloud, 'ns');
    t.deepEqual(await rolesSaid(cloud, 'ns'), [
      'waits for the Sentinels to promote a replica, since 10.0.0.51 holds newer data than this disk',
      'replica of 10.0.0.51 since 1 of the Sentinels name 10.0.0.51',
      HELD_BACK,
    ]);
  },
  blind,
);

withGroup(
  'a host that takes over from one that hangs meanwhile leaves no second primary',
  async (t, cloud) => {
    await redis(cloud, 'node01', 'SAVE');
    for (const host of ['ns', 'ctrl', 'node01']) await cloud.terminate(host);
    // No data host answers the Sentinel when it boots, so it knows no replica.
    await boot(cloud, swift, 'ctrl');
    await boot(cloud, swift, 'node01');
    await boot(cloud, swift, 'ns');
    // On a busy machine it may lead already when it is first looked at.
    await until('ns has what node01 holds', async () =>
      /connected|^master/.test(await redis(cloud, 'ns', 'ROLE')),
    );
    const hung =
      'kill -STOP $(cat /var/run/redis/redis.pid); sleep 6; kill -CONT $(cat /var/run/redis/redis.pid)';
    t.is((await cloud.exec('node01', ['sh', '-c', hung])).status, 0);
    t.deepEqual(await rolesSaid(cloud, 'ns'), [
      'replica of 10.0.0.51 until it has what that host holds, since the Sentinels know no replica',
      HELD_BACK,
    ]);
    await until('ns leads', async () => (await redis(cloud, 'ns', 'ROLE')).startsWith('master'));
  },
);

withGroup(
  'after a full stop the group starts with one primary, the one it had or one that was promoted',
  async (t, cloud) => {
    for (const host of ['node01', 'ns', 'ctrl']) await cloud.stop(host);
    await Promise.all(['ctrl', 'ns', 'node01'].map((host) => cloud.start(host)));
    await healthy(cloud, swift, milliseconds(60_000));
    const roles = await Promise.all(
      ['ns', 'node01'].map(async (host) => (await redis(cloud, host, 'ROLE')).split('\n')[0]),
    );
    t.deepEqual(roles.sort(), ['master', 'slave']);
  },
);

withGroup(
  'a replaced Sentinel keeps its id and learns the present primary from the group',
  async (t, cloud) => {
    const myid = () => cloud.exec('ctrl', ['redis-cli', '-p', '26379', 'SENTINEL', 'MYID']);
    const before = (await myid()).stdout;
    await cloud.terminate('ctrl');
    await boot(cloud, swift, 'ctrl');
    t.is((await myid()).stdout, before);
  },
);

real(
  'a replaced Sentinel knows the replicas that the others know, also while the primary is down',
  async (t) => {
    t.timeout(400_000);
    const watched = resolved({
      ...SWIFT,
      sentinel: { quorum: 2, downAfter: '60s', failoverTimeout: '180s' },
      hosts: { ...SWIFT.hosts, watch: { roles: ['sentinel'], address: '10.0.0.26' } },
    });
    const { cloud } = await bootEnvironment(watched, { tether: true, tell: (text) => t.log(text) });
    t.teardown(() => cloud.down());
    await cloud.kill('ns');
    await cloud.terminate('watch');
    await boot(cloud, watched, 'watch');
    const asked = ['redis-cli', '-p', '26379', '--raw', 'SENTINEL', 'REPLICAS', 'mymaster'];
    t.regex((await cloud.exec('watch', asked)).stdout, /^name\n10\.0\.0\.51:6379\nip\n10\.0\.0\.51\n/);
    t.is(await named(cloud, watched, 'watch'), 'ns');
  },
);

real('a host that finds no majority starts as a replica, never as a primary', async (t) => {
  t.timeout(300_000);
  const spec = { ...cloudOf(swift), rcConf: { vedette_patience: '2' } };
  const cloud = await startCloud(spec, { tether: true });
  t.teardown(() => cloud.down());
  await boot(cloud, swift, 'ns');
  t.deepEqual(await rolesSaid(cloud, 'ns'), [
    'replica of 10.0.0.51 since no majority answered within 2 s',
    HELD_BACK,
  ]);
  t.is((await redis(cloud, 'ns', 'ROLE')).split('\n')[0], 'slave');
});

function untilNamed(cloud: LocalCloud, host: string): Promise<void> {
  return until(`Sentinel names ${host}`, async () => (await named(cloud, swift, 'ctrl')) === host);
}
