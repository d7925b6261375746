import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import type { Narrowing } from '../../local/index.ts';
import type { Host } from '../../topology/environment.ts';
import { linkPort } from '../../topology/ports.ts';
import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { kill, mendLinks, narrow, tellRedis, untilAllNameAnother, untilRole } from '../faults.ts';
import { firstReplica, type Stage } from '../stage.ts';
import { withoutReplica, withoutReplicaBeside } from '../unfit.ts';

/** Less than what the writers send: packets queue, and those that find the queue full are lost. */
const NARROW: Narrowing = { rate: 64, wait: 400 };

/** Long enough for a replica to be called down, and to lag. */
const LAGGING = milliseconds(6_000);

export const narrowReplica: Drill = {
  name: 'narrow-replica',
  story:
    "Narrows the link of a replica's host, so that packets come late or are lost: no failover comes, and no acknowledged write is lost.",
  unfit: withoutReplica,
  run: async (stage) => {
    await narrow(stage, firstReplica(stage), NARROW);
    await stage.pass(LAGGING);
  },
  checks: [nothingLost, switches(0)],
};

export const narrowReplicaAndKill: Drill = {
  name: 'narrow-replica-and-kill',
  story:
    "Narrows the link of a replica's host until it lags, and kills the primary's process: a replica that has everything is promoted, and no acknowledged write is lost.",
  unfit: withoutReplicaBeside('the one that lags'),
  beyond: (environment) => withoutFailover(environment, 'killed'),
  prepare: async (stage) => {
    await narrow(stage, firstReplica(stage), NARROW);
    await stage.pass(LAGGING);
  },
  run: async (stage) => {
    const others = stage.sentinels.filter(({ name }) => name !== firstReplica(stage).name);
    await kill(stage, stage.primary);
    await untilAllNameAnother(stage, others);
    await mendLinks(stage);
    await follow(stage, others);
  },
  checks: [nothingLost, switches(1)],
};

/**
 * A replica that did not hear whom to follow goes on following the old primary, also when that is a replica itself, until
 * Sentinel looks again after failoverTimeout (redis sentinel.c, sentinelRefreshInstanceInfo; measured: 60 s). So it is told
 * by hand, as an operator would.
 */
async function follow(stage: Stage, sentinels: readonly Host[]): Promise<void> {
  const replica = firstReplica(stage);
  await untilRole(stage, replica, 'slave');
  const [sentinel] = sentinels;
  const address = sentinel && (await stage.named(sentinel));
  if (address === undefined) throw new UserError(`no Sentinel says whom ${replica.name} is to follow`);
  await tellRedis(stage, replica, 'REPLICAOF', address, String(linkPort(stage.environment, 'redis')));
}
