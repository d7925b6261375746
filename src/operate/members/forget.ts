/**
 * Has the Sentinels forget whoever has left, one after the other.
 *
 * SENTINEL RESET is the one way that keeps everything else: the options of the group, its password, and the epochs with the
 * vote in them. SENTINEL REMOVE and MONITOR begin at epoch 0, and who has voted in an epoch could vote in it again (measured
 * with Redis 7.0.15: `leader-epoch` stays 0). But after a reset a Sentinel knows no replica until it asks the primary, up to
 * 10 s later, and nobody can be promoted by it till then (measured: 4 to 10.1 s). Asking often makes that 0.1 to 0.2 s; the
 * other Sentinels come back with their next messages, which they send often meanwhile. A reset begins the time anew after which a primary is
 * down, so one of 3 s or more is not found down by a Sentinel that does not know the others yet.
 */
import { UserError } from '../../base/errors.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { whileAskingOften, whileTellingOften } from '../../group/info-period.ts';
import { type Environment, type HostWithSentinel, sentinelHosts } from '../../topology/environment.ts';
import { sentinelStatus } from '../status/ask-sentinel.ts';
import { formatPlace } from '../status/place.ts';
import type { SentinelFacts, SentinelStatus } from '../status/sentinel-status.ts';
import { describeMemory, isSame, type Memory, memoryOf } from './remembered.ts';

/** A link that was lost is tried again after up to 15 s (redis sentinel.c, MIN_LINK_RECONNECT_PERIOD); double that. */
const KNOWS_AGAIN = milliseconds(30_000);

/** How long who was ended just now may still be taken for alive: beside down-after. */
const SLACK = milliseconds(15_000);

/** Who is forgotten. */
export interface Forgetting {
  /** Asks every Sentinel that stays. */
  readonly group: Group;
  /** The definition: whose Sentinels are told. */
  readonly environment: Environment;
  /** True for what is to be forgotten; it is down. */
  readonly isGone: (memory: Memory) => boolean;
  readonly tell: (text: string) => void;
  /** Aborted where nobody waits any more, with what is thrown then. @default never */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Has every Sentinel of the definition forget what is gone. Each is told only while all agree and find everybody else up,
 * and the next one only when it knows all others again. One that does not remember it is not told anything.
 *
 * @throws UserError that says which Sentinel does not forget, and why; those before it have forgotten
 */
export async function forget(forgetting: Forgetting): Promise<void> {
  for (const sentinel of sentinelHosts(forgetting.environment)) await forgetOn(sentinel, forgetting);
}

async function forgetOn(sentinel: HostWithSentinel, forgetting: Forgetting): Promise<void> {
  const { group, environment, isGone, tell } = forgetting;
  if (!factsOf(await sentinelStatus(group, sentinel)).some(isGone)) return;
  await untilFoundDown(sentinel, forgetting);
  const sentinels = sentinelHosts(environment);
  const views = await Promise.all(sentinels.map((host) => sentinelStatus(group, host)));
  const reasons = whyNotNow(sentinel.name, views, isGone);
  if (reasons.length > 0)
    throw new UserError(`Sentinel ${sentinel.name} is not told to forget now: ${reasons.join('; ')}`);
  const gone = factsOf(await sentinelStatus(group, sentinel));
  const others = sentinels.filter(({ name }) => name !== sentinel.name);
  const resetting = () => whileAskingOften(group, () => reset(sentinel, forgetting, gone), [sentinel]);
  await whileTellingOften(group, resetting, others);
  tell(`Sentinel ${sentinel.name} has forgotten ${gone.filter(isGone).map(describeMemory).join(' and ')}`);
}

/** Whoever is ended is taken for alive until down-after has passed. */
function untilFoundDown(
  sentinel: HostWithSentinel,
  { group, environment, isGone, signal }: Forgetting,
): Promise<void> {
  const limit = milliseconds(environment.sentinel.downAfter + SLACK);
  return until(
    `Sentinel ${sentinel.name} finds down what is gone`,
    async () =>
      !factsOf(await sentinelStatus(group, sentinel)).some((memory) => isGone(memory) && memory.isUp),
    limit,
    signal,
  );
}

async function reset(
  sentinel: HostWithSentinel,
  { group, environment, isGone }: Forgetting,
  before: readonly Memory[],
): Promise<void> {
  // It forgets in memory also where it cannot write its file, and then says so (measured with Redis 7.0.15).
  await demand(group.sentinel(sentinel.name), 'SENTINEL', 'RESET', environment.sentinel.group);
  await untilKnownAgain(
    sentinel,
    group,
    before.filter((memory) => !isGone(memory)),
  );
}

async function untilKnownAgain(
  sentinel: HostWithSentinel,
  group: Group,
  others: readonly Memory[],
  limit: Milliseconds = KNOWS_AGAIN,
): Promise<void> {
  const names = others.map(describeMemory).join(', ');
  await until(
    `Sentinel ${sentinel.name} knows ${names} again`,
    async () => {
      const { facts } = await sentinelStatus(group, sentinel);
      if (facts === undefined || !facts.ckquorum.ok || !isCalm(facts)) return false;
      const now = memoryOf(facts).filter(({ isUp }) => isUp);
      return others.every((other) => now.some((memory) => isSame(memory, other)));
    },
    limit,
  );
}

/**
 * Why a Sentinel must not forget now, from what all Sentinels say; empty if it may. A reset forgets everybody and cancels a
 * failover (redis sentinel.c, sentinelResetMaster): who is down meanwhile is not found again.
 *
 * @param views of every Sentinel of the definition
 */
export function whyNotNow(
  sentinel: string,
  views: readonly SentinelStatus[],
  isGone: (memory: Memory) => boolean,
): readonly string[] {
  const named = new Set(
    views.flatMap(({ facts }) => (facts === undefined ? [] : formatPlace(facts.primary))),
  );
  return [
    ...(named.size > 1 ? [`the Sentinels name ${[...named].join(' and ')} as primary`] : []),
    ...views.flatMap(({ host, facts, unknown }) => {
      if (facts === undefined) return [unknown ?? `Sentinel ${host} tells nothing`];
      return [
        ...(isCalm(facts) ? [] : [`Sentinel ${host} finds the primary down or is failing over`]),
        ...(facts.tilt ? [`Sentinel ${host} is in TILT`] : []),
        ...(host === sentinel ? downBeside(facts, isGone) : []),
      ];
    }),
  ];
}

/** Whom it would forget as well. */
function downBeside(facts: SentinelFacts, isGone: (memory: Memory) => boolean): readonly string[] {
  return memoryOf(facts)
    .filter((memory) => !memory.isUp && !isGone(memory))
    .map((memory) => `it would forget ${describeMemory(memory)} as well, which is down`);
}

function isCalm({ flags, failover }: SentinelFacts): boolean {
  return flags.length === 1 && flags[0] === 'master' && failover === undefined;
}

/** @throws UserError if the Sentinel tells nothing */
function factsOf({ host, facts, unknown }: SentinelStatus): readonly Memory[] {
  if (facts === undefined) throw new UserError(unknown ?? `Sentinel ${host} tells nothing`);
  return memoryOf(facts);
}
