import { setTimeout as sleep } from 'node:timers/promises';
import { milliseconds } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { passwordOf } from '../../src/group/password.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { healthy, named, resolved, until } from '../_boot.ts';
import { needs } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { NEEDED } from '../local/_cloud.ts';
import { longestGap, lostWrites, startWriter } from './_ledger.ts';

/** Each host has a Sentinel, so that one falls silent with the primary. Without a write guard nothing but the client keeps writes. */
const GROUP: EnvironmentDefinition = {
  name: 'clients',
  redis: { minReplicasToWrite: 0, directives: { 'repl-diskless-sync-delay': 0 } },
  sentinel: { quorum: 2, downAfter: '2s', failoverTimeout: '10s' },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'] },
    two: { roles: ['replica', 'sentinel'] },
    three: { roles: ['replica', 'sentinel'] },
  },
};

const CLIENTS = ['node-redis', 'ioredis', 'iovalkey', 'redis-py', 'redis-cli'] as const;
const HEALTHY = milliseconds(60_000);
const folder = scratchFolder('clients');

needs(...NEEDED, 'python3-redis')(
  'the code of each client loses no acknowledged write to a primary that hangs and wakes, nor to a power cut',
  async (t) => {
    t.timeout(300_000);
    const environment = resolved(GROUP);
    const { cloud } = await bootEnvironment(environment, { tether: true, tell: () => undefined });
    t.teardown(() => cloud.down());
    const password = await passwordOf(cloud, 'one');
    const writers = await Promise.all(
      CLIENTS.map((client) => startWriter(cloud, environment, client, { folder, password })),
    );
    const allWrite = (): Promise<unknown> => Promise.all(writers.map((writer) => writer.more(20)));
    await allWrite();

    await cloud.exec('one', ['sh', '-c', 'kill -STOP $(cat /var/run/redis/redis.pid)']);
    await until('another primary is named', async () => (await named(cloud, environment, 'two')) !== 'one');
    await allWrite();
    await cloud.exec('one', ['sh', '-c', 'kill -CONT $(cat /var/run/redis/redis.pid)']);
    const { primary: second = '' } = await healthy(cloud, environment, HEALTHY);
    await allWrite();

    await sleep(1_000);
    await cloud.kill(second);
    await until('yet another is named', async () => {
      const other = second === 'one' ? 'two' : 'one';
      return ![second, undefined].includes(await named(cloud, environment, other));
    });
    await allWrite();
    await Promise.all(writers.map((writer) => writer.stop()));

    const primary = await named(cloud, environment, second === 'one' ? 'two' : 'one');
    for (const writer of writers) {
      const { client, acknowledged, rejected } = writer;
      const gap = Math.round(longestGap(writer));
      t.log(
        `${client}: ${acknowledged.size} acknowledged, ${rejected.length} rejected, longest gap ${gap} ms`,
      );
      t.deepEqual(await lostWrites(cloud, primary ?? '', writer), [], client);
      t.deepEqual(rejected, [], client);
    }
  },
);
