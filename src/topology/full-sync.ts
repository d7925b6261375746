/** How long a replica takes to get all data anew. */
import { type Bytes, bytes, type Milliseconds, milliseconds } from '../base/units.ts';
import { numberOf, valuesOf } from './effective.ts';
import { dataHosts, type Environment } from './environment.ts';

/** Assumed: how many bytes of a data set are written, sent and loaded again in a second. */
export const SYNC_RATE = bytes(100 * 1024 ** 2);

/** Redis looks once a second whether replicas wait for a snapshot (redis replication.c, replicationCron). */
const LOOK = milliseconds(1_000);

/** The most data that any host may hold. */
export function mostData(environment: Environment): Bytes {
  return bytes(Math.max(...dataHosts(environment).map((host) => host.data.maxmemory)));
}

/** How long so much data is on its way. */
export function transferTime(data: Bytes): Milliseconds {
  return milliseconds(Math.ceil((data / SYNC_RATE) * 1_000));
}

/**
 * How long a primary waits for more replicas before it sends its data, when so many ask at once. Measured with Redis
 * 7.0.15 and 8.0.6: 4.5 to 5.7 s by default, 0.4 to 0.7 s where repl-diskless-sync-max-replicas is reached.
 */
export function disklessDelay(environment: Environment, replicas: number): Milliseconds {
  if (valuesOf(environment, 'redis', 'repl-diskless-sync')[0] !== 'yes') return milliseconds(0);
  const delay = milliseconds(numberOf(environment, 'redis', 'repl-diskless-sync-delay') * 1_000);
  const enough = numberOf(environment, 'redis', 'repl-diskless-sync-max-replicas');
  return enough > 0 && enough <= replicas ? milliseconds(Math.min(delay, LOOK)) : delay;
}
