/** What a Sentinel that is created anew makes of data hosts that do not agree on who leads. */
import { setTimeout as sleep } from 'node:timers/promises';
import { milliseconds } from '../../src/base/units.ts';
import { localHost } from '../../src/local/environment-cloud.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import type { Environment } from '../../src/topology/environment.ts';
import lab from '../../stacks/lab.ts';
import { boot, booted, healthy, hostNamed, named, redis, resolved, SWIFT, story, until } from '../_boot.ts';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const real = needs(...NEEDED);

const pause = (signal: string): readonly string[] => [
  'sh',
  '-c',
  `kill -${signal} $(cat /var/run/redis/redis.pid)`,
];

/** The old primary hangs until the others have another one; then the only Sentinel goes, and the old one wakes. */
async function twoPrimaries(cloud: LocalCloud, environment: Environment): Promise<string> {
  await cloud.exec('ns', pause('STOP'));
  await until('a replica leads', async () => (await named(cloud, environment, 'ctrl')) !== 'ns');
  const leader = (await named(cloud, environment, 'ctrl')) ?? '';
  await until('the others follow it', async () =>
    (await redis(cloud, leader, 'INFO', 'replication')).includes(
      `connected_slaves:${environment.hosts.length - 3}`,
    ),
  );
  await cloud.terminate('ctrl');
  await redis(cloud, leader, 'SET', 'key', 'new');
  await cloud.exec('ns', pause('CONT'));
  await until('both say that they lead', async () => (await redis(cloud, 'ns', 'ROLE')).startsWith('master'));
  return leader;
}

/** A lone Sentinel may need a second try, which comes after twice its failover-timeout. */
const SOON = { failoverTimeout: '10s' } as const;

for (const definition of [{ ...lab, name: 'lab-woken', sentinel: { ...lab.sentinel, ...SOON } }, SWIFT])
  real(
    `the only Sentinel of ${definition.name} is replaced beside an old primary that woke up, and names the one that leads`,
    async (t) => {
      t.timeout(400_000);
      const environment = resolved(definition);
      const { cloud } = await bootEnvironment(environment, { tether: true, tell: (text) => t.log(text) });
      t.teardown(() => cloud.down());
      const leader = await twoPrimaries(cloud, environment);
      await boot(cloud, environment, 'ctrl');
      t.is(await named(cloud, environment, 'ctrl'), leader);
      await healthy(cloud, environment, milliseconds(90_000));
      t.is(await redis(cloud, 'ns', 'GET', 'key'), 'new');
    },
  );

real('a Sentinel that cannot tell which of two primaries leads says so and waits for a person', async (t) => {
  t.timeout(400_000);
  const environment = resolved(SWIFT);
  const { cloud } = await bootEnvironment(environment, { tether: true, tell: (text) => t.log(text) });
  t.teardown(() => cloud.down());
  await cloud.terminate('ctrl');
  await redis(cloud, 'node01', 'REPLICAOF', 'NO', 'ONE');
  // Both have another history now, out of the same one.
  for (const master of [
    ['10.0.0.99', '6379'],
    ['NO', 'ONE'],
  ])
    await redis(cloud, 'ns', 'REPLICAOF', ...master);
  await cloud.createHost(localHost(environment, hostNamed(environment, 'ctrl')));
  const waits = (line: string): boolean =>
    line.includes('waits, since it is not clear which of 10.0.0.30 10.0.0.51 leads');
  await until('it says that it waits', async () => (await story(cloud, 'ctrl')).some(waits));
  await sleep(3_000);
  t.deepEqual(
    (await cloud.hosts()).find(({ name }) => name === 'ctrl')?.services.length,
    0,
    'no Sentinel runs',
  );
  await redis(cloud, 'ns', 'REPLICAOF', '10.0.0.51', '6379');
  await booted(cloud, 'ctrl');
  t.is(await named(cloud, environment, 'ctrl'), 'node01');
});
