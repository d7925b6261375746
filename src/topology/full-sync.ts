/** How long a replica takes to get all data anew. */
import { type Bytes, bytes, type Milliseconds, milliseconds } from '../base/units.ts';
import { findDirective } from '../redis/catalogue/index.ts';
import { numberOf, valuesOf } from './effective.ts';
import { dataHosts, type Environment } from './environment.ts';

/** Assumed: how many bytes of a data set are written, sent and loaded again in a second. */
export const SYNC_RATE = bytes(100 * 1024 ** 2);

/** Redis looks once a second whether replicas wait for a snapshot (redis replication.c, replicationCron). */
const LOOK = milliseconds(1_000);

/** How long so much data is on its way. */
export function transferTime(data: Bytes): Milliseconds {
  return milliseconds(Math.ceil((data / SYNC_RATE) * 1_000));
}

const ENOUGH = 'repl-diskless-sync-max-replicas';

/** How many waiting replicas are enough for a primary to send its data without waiting for more. */
export interface EnoughReplicas {
  readonly directive: typeof ENOUGH;
  readonly replicas: number;
  readonly origin: string;
}

/**
 * What vedette decides where the definition gives none: as many as ask at once after a failover, since no more come then.
 * Redis would wait all the same, for an empty data set too. Replicas that come later wait for the next snapshot: one is
 * made after the other (redis replication.c, shouldStartChildReplication), so the memory for copy-on-write stays the same.
 */
export function enoughReplicas(environment: Environment): EnoughReplicas | undefined {
  if (isGiven(environment) || dataHosts(environment).length < 2 || syncDelay(environment) === 0)
    return undefined;
  const left = Math.max(1, dataHosts(environment).length - 2);
  return {
    directive: ENOUGH,
    replicas: Math.min(environment.sentinel.parallelSyncs, left),
    origin: 'derived: sentinel.parallelSyncs',
  };
}

/**
 * How long a primary waits for more replicas before it sends its data, when so many ask at once. Measured with Redis
 * 7.0.15, 8.0.6 and Valkey 9.1.2: 4.5 to 5.7 s by default, 0.4 to 0.7 s where repl-diskless-sync-max-replicas is reached.
 */
export function disklessDelay(environment: Environment, replicas: number): Milliseconds {
  const delay = syncDelay(environment);
  const enough = enoughReplicas(environment)?.replicas ?? numberOf(environment, 'redis', ENOUGH);
  return enough > 0 && enough <= replicas ? milliseconds(Math.min(delay, LOOK)) : delay;
}

function syncDelay(environment: Environment): Milliseconds {
  if (valuesOf(environment, 'redis', 'repl-diskless-sync')[0] !== 'yes') return milliseconds(0);
  return milliseconds(numberOf(environment, 'redis', 'repl-diskless-sync-delay') * 1_000);
}

/** Zero may be given too: then a primary waits for as many as come. */
function isGiven({ redis }: Environment): boolean {
  return Object.keys(redis.directives).some(
    (name) => findDirective('redis', redis.version, name)?.name === ENOUGH,
  );
}
