/** Replicas: how they follow, and how many a write waits for. */
import type { ConfigurationRule } from './rule.ts';
import { eachGroup, eachServer, violatedWhen } from './violation.ts';

/** In seconds, as Redis counts. */
const LOW_LAG = 3;
const HIGH_LAG = 10;

const WRITE_GUARD = 'redis.conf, min-replicas-to-write';

export const parallelSyncsRange: ConfigurationRule = {
  name: 'parallel-syncs-range',
  judges: 'configuration',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'parallelSyncs is at least 1 and at most the number of replicas.',
  why: 'At 0 replicas follow the new primary only when failoverTimeout has passed, and more than there are is a slip.',
  source: 'measured: at 0, which a file may hold, replicas move only when failoverTimeout has passed',
  remedy: 'give 1',
  check: eachGroup((group) => {
    const { number, place } = group.get('parallel-syncs');
    const most = group.replicas === undefined ? undefined : Math.max(group.replicas, 1);
    return violatedWhen(number < 1 || number > (most ?? number), {
      ...place,
      message:
        most === undefined
          ? `${number} lets replicas follow the new primary only when the failover-timeout has passed`
          : `${number} is not from 1 to ${most}, the number of replicas`,
    });
  }),
};

export const parallelSyncsAll: ConfigurationRule = {
  name: 'parallel-syncs-all',
  judges: 'configuration',
  needs: ['sentinel', 'replicas'],
  severity: 'warning',
  waivable: true,
  summary: 'Not all replicas move to a new primary at once.',
  why: 'A replica that loads answers nobody, so for a while none does.',
  source: 'sentinel.conf, parallel-syncs: a replica that loads does not answer',
  remedy: 'give less than the number of replicas',
  check: eachGroup((group) => {
    const { number, place } = group.get('parallel-syncs');
    return violatedWhen(number >= 2 && number === group.replicas, {
      ...place,
      message: `${number} lets all ${number} replicas load at the same time and answer nobody`,
      remedy: `give at most ${number - 1}`,
    });
  }),
};

export const minReplicasOff: ConfigurationRule = {
  name: 'min-replicas-off',
  judges: 'configuration',
  needs: ['server', 'replicas'],
  severity: 'warning',
  waivable: true,
  summary: 'With two replicas or more, a primary that has lost them all takes no writes.',
  why: 'A primary that is cut off goes on taking writes, which are lost when it returns as a replica.',
  source: 'measured: an isolated primary lost 1,973 writes without the guard and 1 with it',
  remedy: 'give 1',
  check: eachServer(({ get, replicas = 0 }) => {
    const { number, place } = get('min-replicas-to-write');
    return violatedWhen(number === 0 && replicas >= 2, {
      ...place,
      message: '0 lets an isolated primary take writes that are lost when it returns',
    });
  }),
};

export const minReplicasRange: ConfigurationRule = {
  name: 'min-replicas-range',
  judges: 'configuration',
  needs: ['server', 'replicas'],
  severity: 'error',
  waivable: false,
  summary: 'minReplicasToWrite is at most the number of replicas.',
  why: 'So many replicas are never attached, so no write is ever taken.',
  source: WRITE_GUARD,
  remedy: 'give 1, or 0 with fewer than two replicas',
  check: eachServer(({ get, replicas }) => {
    const { number, place } = get('min-replicas-to-write');
    return violatedWhen(replicas !== undefined && number > replicas, {
      ...place,
      message: `${number} is more than there are replicas (${replicas}), so no write is ever taken`,
      remedy: replicas !== undefined && replicas >= 2 ? 'give 1' : 'give 0, or add replicas',
    });
  }),
};

export const minReplicasAll: ConfigurationRule = {
  name: 'min-replicas-all',
  judges: 'configuration',
  needs: ['server', 'replicas'],
  severity: 'error',
  waivable: true,
  summary: 'With two replicas or more, one may be restarted without stopping writes.',
  why: 'The restart of any replica stops writes.',
  source: WRITE_GUARD,
  remedy: 'give less than the number of replicas',
  check: eachServer(({ get, replicas }) => {
    const { number, place } = get('min-replicas-to-write');
    return violatedWhen(number >= 2 && number === replicas, {
      ...place,
      message: `${number} is all replicas, so the restart of any one stops writes`,
      remedy: `give at most ${number - 1}`,
    });
  }),
};

export const minReplicasSingle: ConfigurationRule = {
  name: 'min-replicas-single',
  judges: 'configuration',
  needs: ['server', 'replicas'],
  severity: 'warning',
  waivable: true,
  summary: 'With a single replica, writes do not depend on it.',
  why: 'Writes stop while the replica restarts, and after every failover until the old primary is back.',
  source: WRITE_GUARD,
  remedy: 'add a replica, or give 0',
  check: eachServer(({ get, replicas }) => {
    const { number, place } = get('min-replicas-to-write');
    return violatedWhen(number === 1 && replicas === 1, {
      ...place,
      message: '1 with a single replica stops writes while it restarts, and after every failover',
    });
  }),
};

export const minReplicasLag: ConfigurationRule = {
  name: 'min-replicas-lag',
  judges: 'configuration',
  needs: ['server'],
  severity: 'warning',
  waivable: true,
  summary: 'minReplicasMaxLag is from three to ten seconds.',
  why: 'Shorter, an ordinary stall stops writes; longer, an isolated primary goes on taking writes that are lost.',
  source: 'measured: writes stop one second after it; replicas acknowledge once a second',
  remedy: 'give three to ten seconds',
  check: eachServer(({ get }) => {
    const { number, place, write } = get('min-replicas-max-lag');
    const outside = number < LOW_LAG || number > HIGH_LAG;
    return violatedWhen(get('min-replicas-to-write').number > 0 && outside, {
      ...place,
      message: `${write(number)} is ${number < LOW_LAG ? 'so short that an ordinary stall stops writes' : 'how long an isolated primary goes on taking writes'}`,
      remedy: `give ${write(LOW_LAG)} to ${write(HIGH_LAG)}`,
    });
  }),
};

export const replicaWritable: ConfigurationRule = {
  name: 'replica-writable',
  judges: 'configuration',
  needs: ['server'],
  severity: 'warning',
  waivable: true,
  summary: 'Replicas take no writes of their own.',
  why: 'What is written to a replica reaches no other host, and its next resync drops it.',
  source: 'Redis documentation, replication: read-only replica',
  remedy: 'leave replica-read-only out',
  check: eachServer(({ get }) => {
    const { words, place } = get('replica-read-only');
    return violatedWhen(words[0] === 'no', {
      ...place,
      message: 'no lets replicas take writes that no other host gets and the next resync drops',
      remedy: 'leave it out',
    });
  }),
};

export const replicaAnnounced: ConfigurationRule = {
  name: 'replica-announced',
  judges: 'configuration',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'Sentinel names the replicas to those who ask for them.',
  why: 'Clients that read from replicas do not find them, nor do checks of their health, and they are promoted all the same.',
  source:
    'redis sentinel.c, addReplyDictOfRedisInstances; measured with Redis 7.0.15: with no on all hosts SENTINEL REPLICAS is empty, and two failovers in a row promote one all the same',
  remedy: 'leave replica-announced out',
  check: eachServer(({ get }) => {
    const { words, place } = get('replica-announced');
    return violatedWhen(words[0] === 'no', {
      ...place,
      message:
        'no hides replicas from whoever asks Sentinel for them, such as clients that read from them and checks of their health; Sentinel promotes them all the same',
      remedy: 'leave it out',
    });
  }),
};

export const disklessLoad: ConfigurationRule = {
  name: 'diskless-load',
  judges: 'configuration',
  needs: ['server'],
  severity: 'warning',
  waivable: true,
  summary: 'A replica keeps its data until the data that comes in is whole.',
  why: 'A replica that has emptied itself may be promoted before the new data is there.',
  source: 'redis.conf, repl-diskless-load',
  remedy: 'leave repl-diskless-load out, or give on-empty-db',
  check: eachServer(({ get }) => {
    const { words, place } = get('repl-diskless-load');
    return violatedWhen(words[0] === 'flushdb', {
      ...place,
      message: 'flushdb empties a replica before new data comes in, and one that is empty may be promoted',
      remedy: 'leave it out, or give on-empty-db',
    });
  }),
};
