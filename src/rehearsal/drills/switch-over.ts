import { UserError } from '../../base/errors.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import { fieldsOf, listOf } from '../../group/reply.ts';
import type { Host } from '../../topology/environment.ts';
import { lostWhile, nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { tellRedis, tellSentinel, untilAllNameAnother, untilDemoted, untilFollowed } from '../faults.ts';
import { INFO_PERIOD } from '../info-period.ts';
import { takingAmongReplicas } from '../old-primary.ts';
import type { Stage } from '../stage.ts';
import { withoutReplica } from '../unfit.ts';

/**
 * How much of downAfter writes are paused at most: while they are, the hellos of Sentinels wait too, and the primary looks
 * silent to them (redis sentinel.c, sentinelSendHello).
 */
const PAUSED = 0.8;

/** The age of the last answer to INFO from which on the next one comes right after a promotion; in milliseconds. */
const ASKED_SOON = { from: 450, to: 560 };

/** Within this time every moment between two questions comes by. */
const ONCE_AROUND = milliseconds(INFO_PERIOD + 1_000);

export const switchOver: Drill = {
  name: 'switch-over',
  story:
    'Moves the primary on purpose: writes are paused, a replica that has all of them is promoted, and the old primary follows it at once, so that no acknowledged write is lost.',
  unfit: withoutReplica,
  run: async (stage) => {
    await moveWithoutLoss(stage);
    await untilFollowed(stage);
  },
  checks: [nothingLost, switches(1)],
};

export const switchOverPlainly: Drill = {
  name: 'switch-over-plainly',
  story:
    'Asks Sentinel for a failover of a healthy primary and does nothing else, for comparison: the old primary takes writes until its replicas follow the new one, or without a write guard for ten seconds more, and those are lost.',
  unfit: withoutReplica,
  loses: (environment) => takingAmongReplicas(environment).words,
  run: async (stage) => {
    await beginFailover(stage);
    await untilAllNameAnother(stage);
    await untilDemoted(stage);
  },
  checks: [switches(1), lostWhile(takingAmongReplicas)],
};

/**
 * Pauses writes, has a replica promoted that has all of them, and lets the old primary follow that one at once, so that it
 * takes no write even where the Sentinels are slow to name the new one and the pause runs out.
 *
 * @throws UserError, and writes go on where they were, if the replicas do not catch up in half of the pause
 */
export async function moveWithoutLoss(stage: Stage): Promise<void> {
  await untilAskedSoon(stage);
  await pauseWrites(stage);
  await beginFailover(stage);
  await follow(stage, await promoted(stage));
  await untilAllNameAnother(stage);
  await sendClientsAway(stage);
}

/**
 * Waits for the moment at which the Sentinel learns of a promotion soonest, or for as long as it takes to come by. In a
 * failover it asks replicas for INFO a second after their last answer, and promotes after two or three of its ticks of a
 * tenth of a second (redis sentinel.c, sentinelSendPeriodicCommands and sentinelFailoverStateMachine): a promotion that
 * just misses a question is learned of with the next one.
 */
async function untilAskedSoon(stage: Stage): Promise<void> {
  const { group } = stage.environment.sentinel;
  const ages = async (): Promise<readonly number[]> =>
    listOf(await stage.askSentinel(leadingSentinel(stage), 'SENTINEL', 'REPLICAS', group)).map((replica) =>
      Number(fieldsOf(replica).get('info-refresh')),
    );
  const isSoon = (age: number): boolean => age >= ASKED_SOON.from && age <= ASKED_SOON.to;
  try {
    await stage.until(
      'Sentinel is to ask replicas soon',
      async () => (await ages()).every(isSoon),
      ONCE_AROUND,
    );
  } catch (error) {
    // Replicas that are asked at different times have no such moment in common, and the move only takes longer.
    if (!(error instanceof UserError)) throw error;
  }
}

/** The other half of the pause is left to the promotion. */
async function pauseWrites(stage: Stage): Promise<void> {
  const pause = milliseconds(Math.round(PAUSED * stage.environment.sentinel.downAfter));
  await tellRedis(stage, stage.primary, 'CLIENT', 'PAUSE', String(pause), 'WRITE');
  try {
    await untilCaughtUp(stage, milliseconds(pause / 2));
  } catch (error) {
    await tellRedis(stage, stage.primary, 'CLIENT', 'UNPAUSE');
    throw error;
  }
}

/** Waits until every replica has what the primary had when its writes were paused. */
function untilCaughtUp(stage: Stage, limit: Milliseconds): Promise<void> {
  return stage.until(
    'every replica has all writes',
    async () => {
      const [, offset] = await stage.role(stage.primary);
      const roles = await Promise.all(stage.replicas.map((host) => stage.role(host)));
      return roles.every(([, , , link, behind]) => link === 'connected' && Number(behind) >= Number(offset));
    },
    limit,
  );
}

function beginFailover(stage: Stage): Promise<void> {
  const { group } = stage.environment.sentinel;
  return tellSentinel(stage, leadingSentinel(stage), 'SENTINEL', 'FAILOVER', group);
}

/** The Sentinel that is asked leads the failover, and has to reach every replica: one on a host of its own does. */
function leadingSentinel({ sentinels, environment }: Stage): Host {
  const sentinel = sentinels.find(({ data }) => data === undefined) ?? sentinels[0];
  if (sentinel === undefined) throw new RangeError(`${environment.name} has no Sentinel`);
  return sentinel;
}

/** The replica that the Sentinel promotes, as soon as it leads: Sentinels name it a second later. */
async function promoted(stage: Stage): Promise<Host> {
  let leader: Host | undefined;
  await stage.until('a replica is promoted', async () => {
    const roles = await Promise.all(stage.replicas.map((host) => stage.role(host)));
    leader = stage.replicas[roles.findIndex(([role]) => role === 'master')];
    return leader !== undefined;
  });
  if (leader === undefined) throw new RangeError('no replica is promoted, and the wait for one is over');
  return leader;
}

function follow(stage: Stage, { address }: Host): Promise<void> {
  const { primary, environment } = stage;
  return tellRedis(stage, primary, 'REPLICAOF', address, String(environment.redis.port));
}

/** The clients of the old primary ask Sentinel anew, and only then are their writes answered. */
async function sendClientsAway(stage: Stage): Promise<void> {
  await tellRedis(stage, stage.primary, 'CLIENT', 'KILL', 'TYPE', 'normal');
  await tellRedis(stage, stage.primary, 'CLIENT', 'UNPAUSE');
}
