import { milliseconds } from '../../base/units.ts';
import { type Environment, sentinelHosts } from '../../topology/environment.ts';
import { sentinelsNeeded } from '../../topology/losses.ts';
import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { kill, untilAllNameAnother, untilFollowed } from '../faults.ts';
import type { Stage } from '../stage.ts';

/** Beyond twice failoverTimeout: downAfter, the desync of up to a second, ticks and polls. */
const SLACK = milliseconds(10_000);

/** What a Sentinel that is told so does: it ends itself at that point of a failover (redis sentinel.c, sentinelSimFailureCrash). */
type Point = 'crash-after-election' | 'crash-after-promotion';

export const killLeaderAfterElection: Drill = {
  name: 'kill-leader-after-election',
  story:
    "Kills the primary's process, and the Sentinel that wins the election: another one promotes a replica at the next try, and no acknowledged write is lost.",
  fault: 'killed',
  isRetried: true,
  beyond: withoutLeader,
  run: (stage) => killWithLeader(stage, 'crash-after-election'),
  checks: [nothingLost, switches(1), withinForecast],
};

export const killLeaderAfterPromotion: Drill = {
  name: 'kill-leader-after-promotion',
  story:
    "Kills the primary's process, and the leading Sentinel as soon as it has seen the promotion: the others come to name one primary, and no acknowledged write is lost.",
  beyond: withoutLeader,
  run: (stage) => killWithLeader(stage, 'crash-after-promotion'),
  checks: [nothingLost],
};

function withoutLeader(environment: Environment): string | undefined {
  const sentinels = sentinelHosts(environment).length;
  return sentinels - 1 < sentinelsNeeded(environment)
    ? `without the leader ${sentinels - 1} of ${sentinels} Sentinels are left, and a failover needs ${sentinelsNeeded(environment)} (sentinel-count)`
    : withoutFailover(environment, 'killed');
}

/** Every Sentinel is told to end itself, and as soon as one has, the others are told not to. */
async function killWithLeader(stage: Stage, point: Point): Promise<void> {
  const { downAfter, failoverTimeout } = stage.environment.sentinel;
  await Promise.all(
    stage.sentinels.map((host) => stage.askSentinel(host, 'SENTINEL', 'SIMULATE-FAILURE', point)),
  );
  await kill(stage, stage.primary);
  const alive = await untilLeaderEnds(stage);
  if (alive.length === 0) return;
  const limit = milliseconds(downAfter + 2 * failoverTimeout + SLACK);
  await untilAllNameAnother(stage, alive, limit);
  await untilFollowed(stage);
}

/** Waits until a Sentinel has ended itself, and returns the others. */
async function untilLeaderEnds(stage: Stage): Promise<Stage['sentinels']> {
  const answers = async (host: Stage['sentinels'][number]): Promise<boolean> =>
    (await stage.askSentinel(host, 'PING')) === 'PONG';
  let alive = stage.sentinels;
  await stage.until('the leading Sentinel ends', async () => {
    const pongs = await Promise.all(stage.sentinels.map(answers));
    alive = stage.sentinels.filter((_, at) => pongs[at]);
    return alive.length < stage.sentinels.length;
  });
  const ended = stage.sentinels.find((host) => !alive.includes(host));
  await stage.act(`Sentinel of ${ended?.name} has ended`, ended, () =>
    Promise.all(alive.map((host) => stage.askSentinel(host, 'SENTINEL', 'SIMULATE-FAILURE'))),
  );
  return alive;
}
