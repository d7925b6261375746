/** Replicas: how they follow, and how many a write waits for. */
import { formatDuration, milliseconds } from '../base/units.ts';
import { valuesOf } from '../topology/effective.ts';
import { dataHosts, type Environment } from '../topology/environment.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

const LOW_LAG = milliseconds(3_000);
const HIGH_LAG = milliseconds(10_000);

const GUARD = 'redis.minReplicasToWrite';
const WRITE_GUARD = 'redis.conf, min-replicas-to-write';

export const parallelSyncsRange: Rule = {
  name: 'parallel-syncs-range',
  severity: 'error',
  waivable: false,
  summary: 'parallelSyncs is at least 1 and at most the number of replicas.',
  source: 'measured: at 0, which a file may hold, replicas move only when failoverTimeout has passed',
  check(environment) {
    const { parallelSyncs } = environment.sentinel;
    const most = Math.max(replicaCount(environment), 1);
    return violatedWhen(parallelSyncs < 1 || parallelSyncs > most, {
      field: 'sentinel.parallelSyncs',
      message: `${parallelSyncs} is not from 1 to ${most}, the number of replicas`,
      remedy: 'give 1',
    });
  },
};

export const parallelSyncsAll: Rule = {
  name: 'parallel-syncs-all',
  severity: 'warning',
  waivable: true,
  summary: 'Not all replicas move to a new primary at once.',
  source: 'sentinel.conf, parallel-syncs: a replica that loads does not answer',
  check(environment) {
    const { parallelSyncs } = environment.sentinel;
    return violatedWhen(parallelSyncs >= 2 && parallelSyncs === replicaCount(environment), {
      field: 'sentinel.parallelSyncs',
      message: `${parallelSyncs} lets all ${parallelSyncs} replicas load at the same time and answer nobody`,
      remedy: `give at most ${parallelSyncs - 1}`,
    });
  },
};

export const minReplicasOff: Rule = {
  name: 'min-replicas-off',
  severity: 'warning',
  waivable: true,
  summary: 'With two replicas or more, a primary that has lost them all takes no writes.',
  source: 'measured: an isolated primary lost 1,973 writes without the guard and 1 with it',
  check(environment) {
    const { minReplicasToWrite } = environment.redis;
    return violatedWhen(minReplicasToWrite === 0 && replicaCount(environment) >= 2, {
      field: GUARD,
      message: '0 lets an isolated primary take writes that are lost when it returns',
      remedy: 'give 1',
    });
  },
};

export const minReplicasRange: Rule = {
  name: 'min-replicas-range',
  severity: 'error',
  waivable: false,
  summary: 'minReplicasToWrite is at most the number of replicas.',
  source: WRITE_GUARD,
  check(environment) {
    const { minReplicasToWrite } = environment.redis;
    const replicas = replicaCount(environment);
    return violatedWhen(minReplicasToWrite > replicas, {
      field: GUARD,
      message: `${minReplicasToWrite} is more than there are replicas (${replicas}), so no write is ever taken`,
      remedy: replicas >= 2 ? 'give 1' : 'give 0, or add replicas',
    });
  },
};

export const minReplicasAll: Rule = {
  name: 'min-replicas-all',
  severity: 'error',
  waivable: true,
  summary: 'With two replicas or more, one may be restarted without stopping writes.',
  source: WRITE_GUARD,
  check(environment) {
    const { minReplicasToWrite } = environment.redis;
    const replicas = replicaCount(environment);
    return violatedWhen(replicas >= 2 && minReplicasToWrite === replicas, {
      field: GUARD,
      message: `${minReplicasToWrite} is all replicas, so the restart of any one stops writes`,
      remedy: `give at most ${replicas - 1}`,
    });
  },
};

export const minReplicasSingle: Rule = {
  name: 'min-replicas-single',
  severity: 'warning',
  waivable: true,
  summary: 'With a single replica, writes do not depend on it.',
  source: WRITE_GUARD,
  check(environment) {
    return violatedWhen(environment.redis.minReplicasToWrite === 1 && replicaCount(environment) === 1, {
      field: GUARD,
      message: '1 with a single replica stops writes while it restarts, and after every failover',
      remedy: 'add a replica, or give 0',
    });
  },
};

export const minReplicasLag: Rule = {
  name: 'min-replicas-lag',
  severity: 'warning',
  waivable: true,
  summary: 'minReplicasMaxLag is from three to ten seconds.',
  source: 'measured: writes stop one second after it; replicas acknowledge once a second',
  check({ redis: { minReplicasToWrite, minReplicasMaxLag } }) {
    const outside = minReplicasMaxLag < LOW_LAG || minReplicasMaxLag > HIGH_LAG;
    return violatedWhen(minReplicasToWrite > 0 && outside, {
      field: 'redis.minReplicasMaxLag',
      message: `${formatDuration(minReplicasMaxLag)} is ${minReplicasMaxLag < LOW_LAG ? 'so short that an ordinary stall stops writes' : 'how long an isolated primary goes on taking writes'}`,
      remedy: `give ${formatDuration(LOW_LAG)} to ${formatDuration(HIGH_LAG)}`,
    });
  },
};

export const replicaWritable: Rule = {
  name: 'replica-writable',
  severity: 'warning',
  waivable: true,
  summary: 'Replicas take no writes of their own.',
  source: 'Redis documentation, replication: read-only replica',
  check(environment) {
    return violatedWhen(valuesOf(environment, 'redis', 'replica-read-only')[0] === 'no', {
      field: 'redis.directives.replica-read-only',
      message: 'no lets replicas take writes that no other host gets and the next resync drops',
      remedy: 'leave it out',
    });
  },
};

/** The same before and after a failover: one of the data hosts is primary, the others are replicas. */
function replicaCount(environment: Environment): number {
  return dataHosts(environment).length - 1;
}
