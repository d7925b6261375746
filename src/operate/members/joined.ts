/** Whether a new host is a member: everybody knows it, and it knows everybody. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { formatDuration, milliseconds } from '../../base/units.ts';
import type { Group } from '../../group/group.ts';
import { whileAskingOften } from '../../group/info-period.ts';
import {
  dataHosts,
  type Environment,
  type Host,
  hasSentinel,
  sentinelHosts,
} from '../../topology/environment.ts';
import { ACKNOWLEDGES_WITHIN, redisStatus } from '../status/ask-redis.ts';
import { sentinelStatus } from '../status/ask-sentinel.ts';
import { formatPlace, hostAt } from '../status/place.ts';
import type { RedisFacts } from '../status/redis-status.ts';
import type { SentinelFacts } from '../status/sentinel-status.ts';
import type { Observed } from '../status/status.ts';

const POLL = milliseconds(200);

/** Messages of Sentinels come every 2 s, a lost link is tried again after 15 s, and a snapshot is begun after up to 5 s. */
const PATIENCE = milliseconds(60_000);

/**
 * Waits until a host is a member. A full synchronization is waited for without an end: it is no failure that it takes long.
 *
 * @param shape every host that there is, the new one among them
 * @param signal aborted where nobody waits any more, with what is thrown then. @default never
 * @throws UserError that says what is missing still
 */
export async function untilJoined(
  group: Group,
  shape: Environment,
  host: Host,
  signal?: AbortSignal,
): Promise<void> {
  const there = new Set(shape.hosts.map(({ name }) => name));
  const asked = sentinelHosts(group.environment).filter(({ name }) => there.has(name));
  await whileAskingOften(group, () => wait(group, shape, host, signal), asked);
}

async function wait(
  group: Group,
  shape: Environment,
  host: Host,
  signal: AbortSignal | undefined,
): Promise<void> {
  let deadline = monotonicNow() + PATIENCE;
  for (;;) {
    signal?.throwIfAborted();
    const observed = await observe(group, shape);
    const missing = missingOf(shape, host, observed);
    if (missing.length === 0) return;
    if (isSyncing(observed, host)) deadline = monotonicNow() + PATIENCE;
    if (monotonicNow() > deadline)
      throw new UserError(
        `${host.name} is there, and no member after ${formatDuration(PATIENCE)}: ${missing.join('; ')}; look at its logs, and go on with vedette rollout ${shape.name}`,
      );
    await sleep(POLL);
  }
}

async function observe(group: Group, shape: Environment): Promise<Observed> {
  const [data, sentinels] = await Promise.all([
    Promise.all(dataHosts(shape).map((host) => redisStatus(group, host))),
    Promise.all(sentinelHosts(shape).map((host) => sentinelStatus(group, host))),
  ]);
  return { data, sentinels };
}

/** What a host lacks to be a member, as clauses; empty if it is one. */
export function missingOf(shape: Environment, host: Host, observed: Observed): readonly string[] {
  return [
    ...(host.data === undefined ? [] : dataMissing(shape, host, observed)),
    ...(hasSentinel(host) ? sentinelMissing(host, observed) : []),
  ];
}

function dataMissing(
  shape: Environment,
  { name, address, data }: Host,
  observed: Observed,
): readonly string[] {
  const { facts, unknown } = observed.data.find((status) => status.host === name) ?? {};
  if (facts === undefined) return [unknown ?? `Redis on ${name} tells nothing`];
  if (facts.role === 'primary') return [`${name} says that it is a primary`];
  if (facts.following?.link !== 'up') return [`${name} is not in sync`];
  const priority = data?.priority ?? 0;
  return [
    ...(isAcknowledged(observed, address) ? [] : [`${name} has acknowledged no write yet`]),
    ...(facts.priority === priority ? [] : [`${name} has priority ${facts.priority} instead of ${priority}`]),
    ...observed.sentinels.flatMap(({ host, facts: told }) => {
      const known = told?.replicas.find(({ place }) => hostAt(shape, place, 'redis') === name);
      const isKnown = known?.flags.join() === 'slave' && known.priority === priority;
      return isKnown ? [] : [`Sentinel ${host} does not know ${name} as a replica that is up`];
    }),
  ];
}

function isAcknowledged({ data }: Observed, address: string): boolean {
  return data.some(({ facts }) => (facts === undefined ? false : acknowledges(facts, address)));
}

function acknowledges({ role, followers }: RedisFacts, address: string): boolean {
  return followers.some(
    ({ place, state, lag }) =>
      role === 'primary' &&
      place.address === address &&
      state === 'online' &&
      lag !== undefined &&
      lag <= ACKNOWLEDGES_WITHIN,
  );
}

/** It knows all others and the primary as they do, and each of them knows it. */
function sentinelMissing({ name, address }: Host, { sentinels }: Observed): readonly string[] {
  const own = sentinels.find((status) => status.host === name);
  if (own?.facts === undefined) return [own?.unknown ?? `Sentinel ${name} tells nothing`];
  const { facts } = own;
  return sentinels
    .filter(({ host }) => host !== name)
    .flatMap((other) => {
      if (other.facts === undefined) return [other.unknown ?? `Sentinel ${other.host} tells nothing`];
      return [
        ...(finds(facts, other.facts.myid, other.address)
          ? []
          : [`Sentinel ${name} does not know Sentinel ${other.host} yet`]),
        ...(finds(other.facts, facts.myid, address)
          ? []
          : [`Sentinel ${other.host} does not know Sentinel ${name} yet`]),
        ...(viewOf(facts) === viewOf(other.facts)
          ? []
          : [`Sentinel ${name} names ${viewOf(facts)}, and ${other.host} ${viewOf(other.facts)}`]),
      ];
    });
}

function finds({ sentinels }: SentinelFacts, wanted: string, address: string): boolean {
  return sentinels.some(
    ({ myid, place, flags }) => myid === wanted && place.address === address && flags.join() === 'sentinel',
  );
}

/** Which primary, and of which failover. */
function viewOf({ primary, configEpoch }: SentinelFacts): string {
  return `${formatPlace(primary)} of epoch ${configEpoch}`;
}

function isSyncing({ data }: Observed, { name }: Host): boolean {
  return data.some(
    ({ host, facts }) => host === name && (facts?.loading || facts?.following?.link === 'syncing'),
  );
}
