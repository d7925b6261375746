/** One run of a drill on a healthy group: watch, write, do it, mend, account. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { Group } from '../group/group.ts';
import { authorityIn } from '../group/trust.ts';
import type { Engines } from '../local/engine.ts';
import type { LocalCloud } from '../local/index.ts';
import { wholeShape } from '../operate/rollout/shape.ts';
import type { Environment } from '../topology/environment.ts';
import { lookForDrift } from './change/look-for-drift.ts';
import { ALWAYS } from './checks.ts';
import { clientPassword } from './client-password.ts';
import type { Drill, Outcome } from './drill.ts';
import { accountOf } from './ledger/account.ts';
import { disturbanceOf as disturbanceOfWriters, type Ledger } from './ledger/ledger.ts';
import { NotPossible } from './not-possible.ts';
import type { Beyond, Mark, Round } from './record.ts';
import { roundForecast } from './round-forecast.ts';
import { settle } from './settle.ts';
import { openStage, type Stage, type Step } from './stage.ts';
import { momentsOf } from './timeline/moments.ts';
import { disturbanceOf } from './timeline/pause.ts';
import { type Recorder, startTimeline } from './timeline/recorder.ts';
import type { ReadyWriters, Writers } from './writers/start.ts';

/** What a round is run on. */
export interface Ground {
  readonly cloud: LocalCloud;
  readonly environment: Environment;
  /** What hosts run of packages that have an engine of their own. */
  readonly engines: Engines;
  /** What the drill brings the group to; undefined where it brings nothing. */
  readonly brought: Environment | undefined;
  /** Who writes meanwhile. */
  readonly writers: ReadyWriters;
  readonly step: Step;
  /** Told when the drill is over, and what is left is to mend the group and to account. */
  readonly isOver: () => void;
}

/** How long clients are waited for that do not write yet. */
const WARM_UP = milliseconds(10_000);

/** What is seen of the group at rest, before anything is done. */
const AT_REST = milliseconds(250);

/**
 * A Sentinel connects to a host at most once a second (redis sentinel.c, sentinelReconnectInstance). Whoever fails sooner
 * after a boot, or after what mended the group, is noticed later than at any other time: 0.5 s with Redis 7.0.15.
 */
const RECONNECT = milliseconds(1_000);

/** Runs a drill once. `primary` is the host that leads the group, which is healthy. */
export async function runRound(ground: Ground, drill: Drill, primary: string): Promise<Round> {
  const { cloud, environment, brought = environment, step } = ground;
  step('clients begin to write');
  await ground.writers.loaded;
  using recorder = await startTimeline(cloud, wholeShape(brought, environment));
  const writers = ground.writers.begin(
    await clientPassword(cloud, environment, primary),
    await authorityIn(cloud, environment),
  );
  try {
    return await watched(ground, drill, primary, recorder, writers);
  } finally {
    await writers.kill();
  }
}

/** Does everything while it is watched and written to, and says what it came to. */
async function watched(
  { cloud, environment, engines, brought, writers: { clients }, step, isOver }: Ground,
  drill: Drill,
  primary: string,
  recorder: Recorder,
  writers: Writers,
): Promise<Round> {
  await warmUp(writers, clients.length);
  using group = new Group(cloud, environment);
  const { stage, marks } = openStage({ cloud, group, primary, engines, writers, step });
  const { zero, stuck, refused } = await perform(drill, stage, marks);
  isOver();
  step('mends what is broken, and waits until the group is healthy');
  using now = new Group(cloud, (refused === undefined && brought) || environment);
  const settled = await settle(cloud, now, stage);
  const drift = brought === undefined ? undefined : await lookForDrift(now);
  step('looks for every write');
  const { ledger, unread } = await closed(writers);
  const { timeline, pauses } = recorder.stop(zero);

  const named = timeline.named.filter(({ host }) => drill.isApart !== true || host !== primary);
  const { minReplicasToWrite } = environment.redis;
  // Where something is brought nothing fails at zero that moments could count from.
  const measured =
    brought === undefined
      ? momentsOf({ ...timeline, named }, firstWrite(ledger, primary, zero), minReplicasToWrite)
      : {};
  const beyond = excuseOf(drill, refused) ?? drill.beyond?.(environment, stage.primary);
  const isForecast = beyond?.about.includes('failover') !== true;
  const seen = [0, ...Object.values(measured)].map((at) => milliseconds(at + zero));
  const round: Omit<Round, 'checks' | 'beyond'> = {
    marks: marks
      .map((mark) => ({ ...mark, at: milliseconds(mark.at - zero) }))
      .toSorted((one, other) => one.at - other.at),
    timeline,
    account: accountOf(ledger, timeline.named, zero),
    measured,
    forecast:
      drill.fault && isForecast
        ? roundForecast(environment, drill.fault, drill.isRetried === true, measured)
        : undefined,
    disturbed: joined([disturbanceOf(pauses, seen), disturbanceOfWriters(ledger)]),
    wreck: settled.wreck,
  };
  return {
    ...round,
    beyond,
    checks: checksOf(drill, {
      environment,
      round,
      primary,
      stuck: joined([stuck, unread]),
      healthyAfter: settled.after,
      drift,
    }),
  };
}

/** Waits until every client has written once and every Sentinel may connect anew at once, and a little longer. */
async function warmUp({ events }: Writers, clients: number): Promise<void> {
  const began = monotonicNow();
  const end = began + WARM_UP;
  const writing = (): number =>
    new Set(events.flatMap((event) => (event.kind === 'acknowledged' ? [event.client] : []))).size;
  while (writing() < clients && monotonicNow() < end) await sleep(20);
  await sleep(Math.max(AT_REST, began + RECONNECT - monotonicNow()));
}

/** How a drill went. */
interface Performed {
  readonly zero: Milliseconds;
  readonly stuck: string | undefined;
  /** Why what it was to do was refused before anything was changed; undefined where it was not. */
  readonly refused: string | undefined;
}

/** Does what the drill does. Zero is its first mark. */
async function perform(drill: Drill, stage: Stage, marks: readonly Mark[]): Promise<Performed> {
  const began = monotonicNow();
  let prepared = 0;
  let stuck: string | undefined;
  let refused: string | undefined;
  try {
    await drill.prepare?.(stage);
    prepared = marks.length;
    await drill.run(stage);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    stuck = error.message;
    if (error instanceof NotPossible) refused = error.message;
  }
  return { zero: marks[prepared]?.at ?? began, stuck, refused };
}

/** What an environment refuses of what is brought to it is expected of it, unless that is what is asked for. */
function excuseOf({ mustBePossible = false }: Drill, refused: string | undefined): Beyond | undefined {
  return refused === undefined || mustBePossible
    ? undefined
    : { because: refused, about: ['failover', 'change'] };
}

/** What nobody can read counts as lost. */
async function closed(
  writers: Writers,
): Promise<{ readonly ledger: Ledger; readonly unread: string | undefined }> {
  try {
    return { ledger: await writers.stop(), unread: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ledger: { clients: [], events: writers.events, kept: new Map() }, unread: error.message };
  }
}

/** When another host than the old primary first acknowledged a write. */
function firstWrite({ events }: Ledger, primary: string, zero: Milliseconds): Milliseconds | undefined {
  const first = events.find(
    (event) =>
      event.kind === 'acknowledged' && event.at >= zero && event.by !== undefined && event.by !== primary,
  );
  return first === undefined || !('at' in first) ? undefined : milliseconds(first.at - zero);
}

function checksOf({ checks }: Drill, outcome: Outcome): Round['checks'] {
  return [...ALWAYS, ...checks].map((must) => must(outcome));
}

function joined(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.filter((reason) => reason !== undefined).join('; ') || undefined;
}
