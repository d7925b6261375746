import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { type Milliseconds, milliseconds } from '../../src/base/units.ts';
import { passwordOf } from '../../src/group/password.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import type { WriterGroup } from '../../src/rehearsal/writers/kind.ts';
import { startWriters, type Writers } from '../../src/rehearsal/writers/start.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { booted, healthy, redis, until } from '../_boot.ts';

/** As a crash leaves it: no goodbye to anybody, and the pid file stays. */
export const CRASH = 'kill -KILL $(cat /var/run/redis/redis.pid)';

/** How a primary goes down and comes back. */
export type Fault = 'power cut' | 'crash' | 'stop';

/** How many writes are acknowledged before and after a fault: enough to see some missing. */
const COUNTED = 15;

const CLIENT: readonly WriterGroup[] = [
  { kind: 'counter', settings: 'recommended', count: 1, every: milliseconds(100) },
];

const HEALTHY_AGAIN = milliseconds(120_000);

/**
 * Saves what the primary holds, counts on, takes the primary down, brings it back after a delay, and waits until the group
 * is healthy: no increment that was acknowledged may be missing then.
 */
export async function bringBack(
  t: ExecutionContext,
  cloud: LocalCloud,
  environment: Environment,
  { fault, delay }: { readonly fault: Fault; readonly delay: Milliseconds },
): Promise<void> {
  const { primary = '' } = await healthy(cloud, environment, HEALTHY_AGAIN);
  t.is(await redis(cloud, primary, 'SAVE'), 'OK');
  const client = await startWriters(cloud, environment, await passwordOf(cloud, primary), CLIENT);
  try {
    const before = await counted(client);
    await FAULTS[fault](cloud, primary, delay);
    const health = await healthy(cloud, environment, HEALTHY_AGAIN);
    const after = await counted(client);
    t.log(`${fault} of ${primary}, back after ${delay} ms: ${health.primary} leads`);
    t.true(
      isRising([...before, ...after]),
      `acknowledged: ${before.join(' ')}, and after it ${after.join(' ')}`,
    );
  } finally {
    await client.kill();
  }
}

const FAULTS: Readonly<
  Record<Fault, (cloud: LocalCloud, host: string, delay: Milliseconds) => Promise<void>>
> = {
  'power cut': async (cloud, host, delay) => {
    await cloud.kill(host);
    await sleep(delay);
    await cloud.start(host);
    await booted(cloud, host);
  },
  crash: (cloud, host, delay) => endAndStart(cloud, host, CRASH, delay),
  stop: (cloud, host, delay) => endAndStart(cloud, host, 'service redis stop', delay),
};

async function endAndStart(cloud: LocalCloud, host: string, end: string, delay: Milliseconds): Promise<void> {
  await cloud.exec(host, ['sh', '-c', end]);
  await sleep(delay);
  await cloud.exec(host, ['service', 'redis', 'start']);
  await until(`Redis of ${host} answers`, async () => (await redis(cloud, host, 'PING')) === 'PONG');
}

/** The next values that a primary acknowledged. */
async function counted(client: Writers): Promise<readonly number[]> {
  const values: number[] = [];
  await client.next(({ value }) => {
    values.push(value);
    return values.length === COUNTED;
  });
  return values;
}

/** A counter that gives a value twice has forgotten the first. */
function isRising(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0));
}
