import { setTimeout as sleep } from 'node:timers/promises';
import { NEVER } from '../../../src/rehearsal/drills/kill-leader.ts';
import { needs } from '../../_needs.ts';
import { type RedisClient, withSentinel } from '../../_redis.ts';

const real = needs('redis-server');

/** Nobody listens there: the only Sentinel elects itself after half a second. */
const CONF = 'sentinel monitor group 127.0.0.1 1 1\nsentinel down-after-milliseconds group 500\n';

/** Longer than downAfter, the ticks and a busy machine take. */
const ELECTED = 3_000;

function survives(...points: readonly string[]): Promise<boolean> {
  return withSentinel(CONF, async (client: RedisClient) => {
    for (const point of points) await client.command('SENTINEL', 'SIMULATE-FAILURE', point);
    await sleep(ELECTED);
    return client.command('PING').then(
      () => true,
      () => false,
    );
  });
}

real('a Sentinel that was told to end itself does so, unless it is told not to', async (t) => {
  const [told, toldNotTo] = await Promise.all([
    survives('crash-after-election'),
    survives('crash-after-election', NEVER),
  ]);
  t.deepEqual({ told, toldNotTo }, { told: false, toldNotTo: true });
});
