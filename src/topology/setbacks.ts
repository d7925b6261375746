/** What may go wrong with a failover: a first try that fails, and one that is left undone. */
import { type Environment, sentinelHosts } from './environment.ts';
import { followers, retry, TICK, unled } from './failover-terms.ts';
import { forecast } from './forecast.ts';
import { isNever, type Term } from './sum.ts';

/** Something that costs a try. */
export interface Setback {
  /** What happens, as a clause. */
  readonly when: string;
  /** The program's source, or the measurement. */
  readonly source: string;
}

/** What may cost the first try, and what the next one adds to every moment after `detected`. */
export interface Setbacks {
  readonly causes: readonly Setback[];
  readonly adds: Term;
  /** What leaves a try undone; undefined where nobody is left to follow the new primary. */
  readonly undone: Undone | undefined;
}

/** A failover that ends between the promotion and the moment that the other replicas follow. */
export interface Undone extends Setback {
  /** What it adds until they do: to `synced` and, with a write guard, to `writable`. */
  readonly adds: Term;
}

/** What may cost an environment time; nothing where no failover begins at all. */
export function setbacksOf(environment: Environment): Setbacks {
  const adds = retry(environment);
  if (isNever(forecast(environment, 'killed').role)) return { causes: [], adds, undone: undefined };
  return {
    causes: causesOf(environment),
    adds,
    undone: followers(environment) > 0 ? { ...LEADER_LOST_LATER, adds: unled(environment) } : undefined,
  };
}

function causesOf(environment: Environment): readonly Setback[] {
  return sentinelHosts(environment).length === 1
    ? [lateInfo(1), FIRST_BOOT]
    : [lateInfo(2), NO_WINNER, LEADER_LOST, FIRST_BOOT];
}

const FIRST_BOOT: Setback = {
  when: 'a try in vain went before: Sentinels that are up for downAfter before the primary make one when hosts first boot',
  source:
    'redis sentinel.c, sentinelStartFailoverIfNeeded; measured with Redis 7.0.15: a Sentinel that was up 6 s before the primary began no failover for 2 minutes',
};

const NO_WINNER: Setback = {
  when: 'no Sentinel wins the election, since their votes are split',
  source: 'redis sentinel.c, sentinelGetLeader and sentinelStartFailoverIfNeeded',
};

const LEADER_LOST: Setback = {
  when: 'the Sentinel that won the election is lost before it has promoted a replica',
  source: 'redis sentinel.c, sentinelVoteLeader: who voted for another waits as long before its own try',
};

const LEADER_LOST_LATER: Setback = {
  when: 'the Sentinel that leads is lost, or restarted, after it has promoted a replica and before the others follow that one: all Sentinels name the new primary soon, and no other one moves its replicas',
  source:
    'redis sentinel.c, sentinelFailoverReconfNextSlave, which only the leader runs; findings/sentinel-leader-that-restarts-leaves-replicas-behind.sh',
};

/**
 * Replicas are asked for INFO every 10 s, and every second once the primary is called down: the first of these answers
 * must be there when the candidate is chosen. A lone Sentinel wins its election at once, others wait for votes.
 */
function lateInfo(ticks: 1 | 2): Setback {
  return {
    when: `every replica's last answer to INFO, which comes every 10 s, is older than 5 s, and the next comes later than ${ticks === 1 ? 'one tick' : 'two ticks'} (from ${ticks * TICK.from} ms)`,
    source:
      'redis sentinel.c, sentinelSelectSlave; measured with Redis 7.0.15: 60 ms late failed 2 of 3 tries of one Sentinel and none of 4 of three, 150 ms late failed 2 of 2 of either',
  };
}
