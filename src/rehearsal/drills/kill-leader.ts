import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import type { Reply } from '../../group/reply.ts';
import type { Host, HostWithSentinel } from '../../topology/environment.ts';
import { resync } from '../../topology/failover-terms.ts';
import { setbacksOf } from '../../topology/setbacks.ts';
import { span } from '../../topology/sum.ts';
import { withoutFailover, withoutSentinel } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill, Outcome } from '../drill.ts';
import { kill, mustTake, service, untilAllNameAnother, untilFollowed } from '../faults.ts';
import type { Check } from '../record.ts';
import { formatSpan, formatTime } from '../report/words.ts';
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
  waits: ({ sentinel }) => milliseconds(2 * sentinel.failoverTimeout),
  beyond: (environment) => withoutSentinel(environment, 'the leader'),
  run: async (stage) => {
    const ended = await killWithLeader(stage, 'crash-after-election');
    const { downAfter, failoverTimeout } = stage.environment.sentinel;
    const others = stage.sentinels.filter((host) => host !== ended);
    if (others.length === 0) throw new UserError('no Sentinel is left that could promote a replica');
    await untilAllNameAnother(stage, others, milliseconds(downAfter + 2 * failoverTimeout + SLACK));
    await untilFollowed(stage);
  },
  checks: [nothingLost, switches(1), withinForecast],
};

export const killLeaderAfterPromotion: Drill = {
  name: 'kill-leader-after-promotion',
  story:
    "Kills the primary's process, and the leading Sentinel as soon as it has seen the promotion, which no other one has: once it is started again, all of them name the replica that it promoted, the other replicas follow that one once failoverTimeout has passed, and no acknowledged write is lost.",
  waits: ({ sentinel }) => sentinel.failoverTimeout,
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    const ended = await killWithLeader(stage, 'crash-after-promotion');
    await service(stage, ended, 'sentinel', 'start');
    await untilAllNameAnother(stage);
    // Nobody leads this failover any more. A replica that follows another primary is corrected after failoverTimeout only
    // (redis sentinel.c, sentinelRefreshInstanceInfo), and until then a write guard lets nobody write (measured: 66.7 s).
    const { failoverTimeout } = stage.environment.sentinel;
    await untilFollowed(stage, milliseconds(failoverTimeout + SLACK));
  },
  checks: [nothingLost, switches(1), followedLate],
};

/** When the other replicas follow, from the first Sentinel that names the new primary, as a forecast says of a failover that is left undone. */
export function followedLate({ environment, round: { measured } }: Outcome): Check {
  const { undone } = setbacksOf(environment);
  const { named, synced } = measured;
  const about = 'failover';
  if (undone === undefined || named === undefined || synced === undefined)
    return {
      about,
      must: 'The other replicas follow the new primary',
      held: undone === undefined,
      seen: undone === undefined ? 'none is left' : 'they do not',
    };
  const due = span(undone.adds.span.from, undone.adds.span.to + resync(environment).span.to);
  const took = milliseconds(synced - named);
  return {
    about,
    must: `The other replicas follow the new primary ${formatSpan(due)} after a Sentinel names it`,
    held: due.from <= took && took <= due.to,
    seen: formatTime(took),
  };
}

/** Every Sentinel is told to end itself, and as soon as one has, or none does, all are told not to. Returns the one that has. */
async function killWithLeader(stage: Stage, point: Point): Promise<HostWithSentinel> {
  for (const host of stage.sentinels)
    mustTake(`Sentinel of ${host.name}`, await simulate(stage, host, point));
  try {
    await kill(stage, stage.primary);
    return await untilOneEnds(stage);
  } finally {
    await forget(stage);
  }
}

/**
 * What a Sentinel takes for no point at all: it forgets the one that it was told before, and answers with the names of all.
 * Without a word it refuses (redis sentinel.c, sentinelSimulateFailureCommand; measured with 7.0.15), and would end itself
 * at some later failover.
 */
export const NEVER = 'HELP';

/** One that has ended does not answer, and forgets as it starts. */
async function forget(stage: Stage): Promise<void> {
  for (const host of stage.sentinels) {
    const reply = await simulate(stage, host, NEVER);
    if (reply !== null) mustTake(`Sentinel of ${host.name}`, reply);
  }
}

function simulate(stage: Stage, host: Host, point: Point | typeof NEVER): Promise<Reply> {
  return stage.askSentinel(host, 'SENTINEL', 'SIMULATE-FAILURE', point);
}

/** Waits until a Sentinel answers no more, and marks that. */
async function untilOneEnds(stage: Stage): Promise<HostWithSentinel> {
  let ended: HostWithSentinel | undefined;
  await stage.until('the leading Sentinel ends', async () => {
    const answers = await Promise.all(stage.sentinels.map((host) => stage.askSentinel(host, 'PING')));
    ended = stage.sentinels.find((_, at) => answers[at] !== 'PONG');
    return ended !== undefined;
  });
  if (ended === undefined) throw new RangeError('a wait ended before what it waited for');
  await stage.act(`Sentinel of ${ended.name} has ended`, ended, async () => undefined);
  return ended;
}
