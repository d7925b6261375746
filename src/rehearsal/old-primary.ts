/** For how long a primary that was replaced goes on taking writes, all of which are lost. */
import { formatSeconds, type Milliseconds, milliseconds } from '../base/units.ts';
import type { Environment } from '../topology/environment.ts';
import { followers, POLLS, poll } from '../topology/failover-terms.ts';

/** Replicas acknowledge once a second, and a primary looks at that once a second (redis replication.c, replicationCron). */
export const ACKNOWLEDGEMENTS = milliseconds(2_000);

/** Sentinel demotes a primary that is back after 8 s and its next INFO, which comes every 10 s (redis sentinel.c). */
export const DEMOTED = milliseconds(20_000);

/** A time in which an old primary takes writes. */
export interface Taking {
  /** How long it is at most; undefined where nothing ends it but its return to the group. */
  readonly limit: Milliseconds | undefined;
  /** What is lost, as a clause. */
  readonly words: string;
}

/** One that no replica reaches. */
export function takingAlone({ redis }: Environment): Taking {
  if (redis.minReplicasToWrite === 0)
    return { limit: undefined, words: 'what the old primary takes until it is back' };
  const limit = milliseconds(redis.minReplicasMaxLag + ACKNOWLEDGEMENTS);
  return {
    limit,
    words: `what the old primary takes until its write guard refuses it, ${formatSeconds(limit)} at most (redis.minReplicasMaxLag)`,
  };
}

/** One that replicas and Sentinels reach: the leading Sentinel moves its replicas from it, and then it is demoted. */
export function takingAmongReplicas(environment: Environment): Taking {
  const { redis, sentinel } = environment;
  if (redis.minReplicasToWrite === 0)
    return {
      limit: DEMOTED,
      words: `what the old primary takes until it is demoted, ${formatSeconds(DEMOTED)} at most`,
    };
  const rounds = Math.ceil(Math.max(followers(environment), 1) / sentinel.parallelSyncs);
  const limit = milliseconds(poll.span.to + rounds * POLLS);
  return {
    limit,
    words: `what the old primary takes until its replicas follow the new one, ${formatSeconds(limit)} at most (redis.minReplicasToWrite)`,
  };
}
