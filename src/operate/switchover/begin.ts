/** Looks at a group, and decides how its primary is moved, or that it is not. */
import { RefusedError, UsageError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { Group } from '../../group/group.ts';
import {
  dataHosts,
  type HostWithData,
  type HostWithSentinel,
  hasSentinel,
} from '../../topology/environment.ts';
import { promotable } from '../checks/check.ts';
import { type Broken, broken, type Looked, SWITCH_CHECKS } from '../checks/index.ts';
import { tellingSentinels } from '../checks/sentinel-checks.ts';
import { groupStatus } from '../status/status.ts';
import { isCoordinating } from './coordinating.ts';
import type { Promotable, Switching } from './switching.ts';

/** Whom, and in spite of what. */
export interface Wish {
  /** @default whom the Sentinels choose */
  readonly to?: string | undefined;
  /** Why checks that may be overruled are. @default none is */
  readonly force?: string | undefined;
  /** The names of checks that may be overruled and do not hold as planned, since what follows puts it right. @default none */
  readonly expected?: readonly string[];
  /** The host whose Sentinel leads, where it can and pauses nothing itself. @default one without data, where there is one */
  readonly lead?: string | undefined;
}

/** How a primary is moved. */
export type Course = Pick<
  Switching,
  'old' | 'to' | 'promotable' | 'inSync' | 'leading' | 'telling' | 'isCoordinated'
> & {
  /** What does not hold, and was overruled. */
  readonly overruled: readonly Broken[];
};

/** What a look at a group comes to. */
export type Decision =
  | { readonly kind: 'go'; readonly course: Course }
  /** The host that is meant is primary. */
  | { readonly kind: 'is so'; readonly primary: string };

/**
 * Looks at a group and decides. Nothing is written.
 *
 * @throws RefusedError with everything that keeps the primary from being moved; UsageError if there is no such host
 */
export async function decide(group: Group, wish: Wish): Promise<Decision> {
  const { environment } = group;
  const to = wish.to === undefined ? undefined : dataHostCalled(environment, wish.to);
  const status = await groupStatus(group);
  const { primary } = status;
  const looked = { environment, status, to: to?.name };
  const found = broken(SWITCH_CHECKS, looked);
  if (to !== undefined && to.name === primary && !found.some(({ check }) => check === 'one-primary'))
    return { kind: 'is so', primary };
  refuse(looked, found, wish);
  const old = dataHosts(environment).find(({ name }) => name === primary);
  const leading = leadingOf(looked, wish);
  if (old === undefined || leading === undefined)
    throw new RefusedError(
      `${environment.name} has no Sentinel that could lead a failover: look at vedette status ${environment.name}`,
    );
  return { kind: 'go', course: { ...courseOf(looked), old, to, leading, overruled: found } };
}

function courseOf(looked: Looked): Pick<Course, 'promotable' | 'inSync' | 'telling' | 'isCoordinated'> {
  const replicas = promotable(looked);
  return {
    promotable: replicas.map(
      ({ host, facts }): Promotable => ({ host, priority: facts?.priority ?? host.data.priority }),
    ),
    inSync: replicas.filter(({ facts }) => facts?.following?.link === 'up').map(({ host }) => host),
    telling: tellingSentinels(looked).map(({ host }) => host),
    isCoordinated: isCoordinating(looked.status),
  };
}

/** @throws UsageError if no data host is called so */
function dataHostCalled(environment: Group['environment'], name: string): HostWithData {
  const hosts = dataHosts(environment);
  const found = hosts.find((host) => host.name === name);
  if (found !== undefined) return found;
  const names = hosts.map((host) => host.name);
  const near = nearest(name, names);
  throw new UsageError(
    `--to: ${environment.name} has no data host ${name}; ${near === undefined ? `give one of ${names.join(', ')}` : `did you mean ${near}?`}`,
  );
}

/** @throws RefusedError unless everything holds, or what does not may be overruled and is */
function refuse({ environment, to }: Looked, found: readonly Broken[], wish: Wish): void {
  const { force, expected = [] } = wish;
  const standing = found.filter(
    ({ check, overruled }) => overruled === 'never' || (force === undefined && !expected.includes(check)),
  );
  if (standing.length === 0) return;
  const mayBe = standing.every(({ overruled }) => overruled !== 'never');
  const wayOut = mayBe
    ? 'put that right, or say with --force why it may be done all the same'
    : `${to === undefined ? 'name the host with --to, or ' : ''}put that right or wait for its end, and try again; vedette status ${environment.name} shows it`;
  throw new RefusedError(
    `the primary of ${environment.name} is not moved${to === undefined ? '' : ` to ${to}`}: ${standing.map(({ why }) => why).join('; ')}; ${wayOut}`,
  );
}

/** One on a host of its own reaches every replica, and loses nothing where a data host is slow. */
function leadingOf(looked: Looked, { lead }: Wish): HostWithSentinel | undefined {
  const able = tellingSentinels(looked)
    .filter(({ facts }) => !facts.tilt && facts.ckquorum.ok)
    .map(({ host }) => host);
  const hosts = looked.environment.hosts.filter(hasSentinel).filter(({ name }) => able.includes(name));
  const wanted = isCoordinating(looked.status) ? undefined : hosts.find(({ name }) => name === lead);
  return wanted ?? hosts.find(({ data }) => data === undefined) ?? hosts[0];
}
