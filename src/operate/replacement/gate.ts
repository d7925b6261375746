/** Whether a group can do without one of its hosts, and waiting until it has it again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { formatDuration, type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Group } from '../../group/group.ts';
import { type Problem, textsOf } from '../../group/problem.ts';
import { viewRedis } from '../../group/redis-view.ts';
import { viewSentinel } from '../../group/sentinel-view.ts';
import { groupProblems, primaryOf } from '../../group/verdict.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { transferTime } from '../../topology/full-sync.ts';

const POLL = milliseconds(50);

/** Longer than a host takes to boot, than Sentinels need to find it, and than a snapshot waits to be begun. */
const PATIENCE = milliseconds(300_000);

/** A group while one of its hosts does not count. */
export interface Without {
  /** The host that all Sentinels name; undefined if they differ. */
  readonly primary: string | undefined;
  readonly problems: readonly Problem[];
}

/**
 * How a group is while one of its hosts does not count, whatever that one does.
 *
 * @param shape the group as it is to be judged: hosts that are held back have priority 0 in it
 */
export async function healthWithout(group: Group, shape: Environment, without?: string): Promise<Without> {
  const asked = ({ name }: { readonly name: string }): boolean => name !== without;
  const [sentinels, data] = await Promise.all([
    Promise.all(
      sentinelHosts(shape)
        .filter(asked)
        .map((host) => viewSentinel(group, host)),
    ),
    Promise.all(
      dataHosts(shape)
        .filter(asked)
        .map((host) => viewRedis(group, host)),
    ),
  ]);
  const judged = without === undefined ? shape : withoutData(shape, without);
  const said = { sentinels, data };
  return { primary: primaryOf(judged, said), problems: groupProblems(judged, said) };
}

/** A Sentinel knows the others for ever, so it goes on being counted. */
function withoutData(shape: Environment, without: string): Environment {
  return {
    ...shape,
    hosts: shape.hosts.map((host) => {
      if (host.name !== without) return host;
      const { data: _, ...rest } = host;
      return rest;
    }),
  };
}

/** How a group is waited for. */
export interface FitWait {
  /** The host that does not count. @default every host counts */
  readonly without?: string;
  /** True where hosts are still to give up their Sentinels, which the others count. @default false */
  readonly isUncounted?: boolean;
  /** Aborted where nobody waits any more, with what is thrown then. @default never */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a group is healthy: all are in sync, a write of this moment is acknowledged by every replica, the Sentinels
 * agree and know all, and nobody would be promoted with less than the others have.
 *
 * @throws UserError that names what is not as it should be
 */
export async function untilFit(
  group: Group,
  shape: Environment,
  { without, isUncounted = false, signal }: FitWait = {},
): Promise<void> {
  const limit = patienceFor(shape);
  const end = monotonicNow() + limit;
  for (;;) {
    signal?.throwIfAborted();
    const { problems } = await healthWithout(group, shape, without);
    const standing = problems.filter(({ kind }) => !(isUncounted && kind === 'sentinels-known'));
    if (standing.length === 0) return;
    if (monotonicNow() > end)
      throw new UserError(`not after ${formatDuration(limit)}: ${textsOf(standing).join('; ')}`);
    await sleep(POLL);
  }
}

/** A full synchronization that takes twice as long as assumed is still one that goes on. */
function patienceFor(shape: Environment): Milliseconds {
  const largest = Math.max(0, ...dataHosts(shape).map(({ data }) => transferTime(data.maxmemory)));
  return milliseconds(PATIENCE + 2 * largest);
}
