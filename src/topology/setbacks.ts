/** Why a first try at a failover fails. The next one comes after the term `retry`. */
import { type Environment, sentinelHosts } from './environment.ts';
import { retry, TICK } from './failover-terms.ts';
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
}

/** What may cost an environment the first try; without causes where no failover begins at all. */
export function setbacksOf(environment: Environment): Setbacks {
  return { causes: causesOf(environment), adds: retry(environment) };
}

function causesOf(environment: Environment): readonly Setback[] {
  if (isNever(forecast(environment, 'killed').role)) return [];
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
