/** What is looked at before and after each step of a roll-out. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../base/errors.ts';
import { formatDuration, milliseconds } from '../../base/units.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Checks } from '../run-steps.ts';
import { judgeStatus } from '../status/judge.ts';
import type { GroupStatus } from '../status/status.ts';
import type { Step, StepFacts } from '../step.ts';
import { unfirm, unmended } from './fitness.ts';
import type { RolloutInput } from './input.ts';
import type { Planned } from './plan.ts';
import { shapeAfter } from './shape.ts';
import type { Sight } from './sight.ts';

/** A replica acknowledges what it has once a second (redis replication.c, replicationCron). */
const PAUSE = milliseconds(1_000);

/** How long a group may take until it is fit again, where nobody says that he is busy. */
const PATIENCE = milliseconds(30_000);

/** How often it is looked. */
const POLL = milliseconds(100);

/**
 * Looks at the group in the shape that it has at the time: hosts that came are in it, and those that left are not.
 *
 * Before a step there is one primary, which nobody replaces, and a majority that watches it. After it the group is as it was
 * before all, or better. A server that still works is waited for without an end; after what makes one work there is a pause,
 * so that what comes of it shows.
 */
export function gatesOf(
  sight: Pick<Sight, 'status'>,
  { look, plan }: Planned,
  tell: (text: string) => void,
): Pick<Checks, 'before' | 'after'> {
  const { environment } = look;
  let { running } = look;
  return {
    before: async (step) => {
      const status = withoutMover(await sight.status(running), running, step);
      const [reason] = unfirm(status, { running, environment });
      if (reason !== undefined) throw new UserError(reason);
    },
    after: async (step, signal) => {
      running = shapeAfter(running, environment, step);
      // One that moves the primary has looked itself who follows.
      if (step.impact === 'live-heavy' && step.kind !== 'switch-over') await sleep(PAUSE);
      const next = plan.steps[plan.steps.indexOf(step) + 1];
      const look = async () => withoutMover(await sight.status(running), running, next);
      await untilFit(look, { running, environment, plan, step, tell, signal });
    },
  };
}

/**
 * A Sentinel that has promoted a replica names the old primary, and is in the middle of a failover, until it has seen that the others
 * follow: one whose host is made anew next does not count.
 */
function withoutMover(status: GroupStatus, running: Environment, next: Step | undefined): GroupStatus {
  const { data, sentinels } = status;
  const anew = next?.kind === 'replacement' ? next.hosts : [];
  const counted = sentinels.filter(({ host, facts }) => !(anew.includes(host) && facts?.failover === MOVING));
  return counted.length === sentinels.length ? status : judgeStatus(running, { data, sentinels: counted });
}

/** In Sentinel's words (redis sentinel.c, sentinelFailoverStateStr). */
const MOVING = 'reconf_slaves';

interface Awaited extends Pick<RolloutInput, 'running' | 'environment'> {
  readonly plan: Planned['plan'];
  readonly step: Step;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

async function untilFit(
  look: () => Promise<GroupStatus>,
  { running, environment, plan, step, tell, signal }: Awaited,
): Promise<void> {
  let deadline = performance.now() + PATIENCE;
  let told = '';
  for (;;) {
    signal.throwIfAborted();
    const status = await look();
    const work = busy(status, step);
    const reasons = [
      ...unfirm(status, { running, environment }),
      ...unmended(status, plan.steps, environment),
    ];
    if (work === undefined && reasons.length === 0) return;
    if (work !== undefined) {
      deadline = performance.now() + PATIENCE;
      if (work !== told) tell(`waits: ${work}`);
      told = work;
    }
    if (performance.now() > deadline)
      throw new UserError(`${reasons.join('; ')}, ${formatDuration(PATIENCE)} after it was done`);
    await sleep(POLL);
  }
}

/** What a server of these hosts still does; undefined where none does anything. */
function busy({ data }: GroupStatus, { hosts, impact }: StepFacts): string | undefined {
  if (impact === 'live') return undefined;
  for (const { host, facts } of data) {
    if (facts === undefined || !hosts.includes(host)) continue;
    if (facts.loading) return `${host} reads its data from its volume`;
    if (facts.persistence.rewriting) return `${host} rewrites its append-only file`;
    if (facts.persistence.saving) return `${host} writes a snapshot`;
    if (facts.following?.link === 'syncing') return `${host} gets all data from its primary`;
  }
  return undefined;
}
