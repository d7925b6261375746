import { UserError } from '../../base/errors.ts';
import { switchOver as moveThePrimary, type Tell } from '../../operate/switchover/switchover.ts';
import type { Host } from '../../topology/environment.ts';
import { lostWhile, nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { tellSentinel, untilAllNameAnother, untilDemoted, untilFollowed } from '../faults.ts';
import { takingAmongReplicas } from '../old-primary.ts';
import type { Stage } from '../stage.ts';
import { withoutReplica } from '../unfit.ts';

export const switchOver: Drill = {
  name: 'switch-over',
  story:
    'Moves the primary on purpose: writes are paused, a replica that has all of them is promoted, and the old primary follows it at once, so that no acknowledged write is lost.',
  unfit: withoutReplica,
  run: async (stage) => {
    const left = await moveWithoutLoss(stage);
    if (left.length > 0) throw new UserError(left.join('; '));
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

/** The move is what is rehearsed, not whether this is a moment for it. */
const WHATEVER_GOES_ON = 'it is rehearsed';

/**
 * Moves the primary as `vedette switchover` does.
 *
 * @param isFollowed false where the other replicas are not waited for
 * @returns what is left to do, each a sentence without a full stop
 * @throws UserError if it is not moved
 */
export async function moveWithoutLoss(stage: Stage, isFollowed = true): Promise<readonly string[]> {
  const { environment, group } = stage;
  const tell: Tell = (what, name) => {
    const host = environment.hosts.find((each) => each.name === name);
    if (host !== undefined) void stage.act(`${name}: ${what}`, host, async () => undefined);
  };
  const { left } = await moveThePrimary(group, { force: WHATEVER_GOES_ON, tell, isFollowed });
  return left;
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
