/** What must hold of the data hosts. */

import { formatSize } from '../../base/units.ts';
import { unwrittenProblems } from '../../group/full-volume.ts';
import { textsOf } from '../../group/problem.ts';
import { readsDataOf, titleOf } from '../../redis/catalogue/index.ts';
import { type Check, candidates, factsOf, type Looked, others, promotable, type Told } from './check.ts';

/** There is somebody to promote. */
export const promotableReplica: Check = {
  name: 'promotable-replica',
  overruled: 'never',
  reasons: (looked) => {
    const found = candidates(looked);
    if (found.length === 0) return ['there is no replica that may be promoted'];
    return found.flatMap(({ host, facts }) => {
      if (facts === undefined) return [`${host.name} does not tell what it has`];
      return facts.priority === 0 ? [`${host.name} has priority 0, and is never promoted`] : [];
    });
  },
};

/**
 * Sentinel promotes one that was never in sync like any other, and then all others are emptied (redis sentinel.c,
 * sentinelSelectSlave; measured with Redis 7.0 and 8.0 and Valkey 9.1).
 */
export const nobodyEmpty: Check = {
  name: 'nobody-empty',
  overruled: 'never',
  reasons: (looked) => {
    const keys = factsOf(looked.status, looked.status.primary)?.keys ?? 0;
    return promotable(looked).flatMap(({ host, facts }) => {
      if (facts?.following?.wasUp === false)
        return [
          `${host.name} has not been in sync since it started, and would be promoted with what it started with`,
        ];
      return facts?.keys === 0 && keys > 0 ? [`${host.name} has no keys, and the primary has ${keys}`] : [];
    });
  },
};

/** Who may be promoted follows the primary, and has the same stream of writes. */
export const candidatesInSync: Check = {
  name: 'candidates-in-sync',
  overruled: 'never',
  reasons: (looked) => candidates(looked).flatMap((told) => unfollowing(looked, told)),
};

/** The others do too: one that is away would be promoted if what is meant fails in the middle. */
export const othersInSync: Check = {
  name: 'others-in-sync',
  overruled: 'with a reason',
  reasons: (looked) => {
    const meant = candidates(looked).map(({ host }) => host.name);
    return others(looked)
      .filter(({ host }) => !meant.includes(host.name))
      .flatMap((told) =>
        told.facts === undefined
          ? [`${told.host.name} does not tell what it has`]
          : unfollowing(looked, told),
      );
  },
};

/** Nobody copies or rewrites all data: that takes memory and time of whoever does. */
export const nobodyBusy: Check = {
  name: 'nobody-busy',
  overruled: 'with a reason',
  reasons: ({ status }) =>
    status.data.flatMap(({ host, facts }) => {
      if (facts === undefined) return [];
      const { persistence, followers } = facts;
      return [
        ...(persistence.saving ? [`${host} writes a snapshot`] : []),
        ...(persistence.rewriting ? [`${host} rewrites its append-only file`] : []),
        ...(followers.some(({ state }) => state !== 'online')
          ? [`${host} sends all its data to a replica`]
          : []),
      ];
    }),
};

/** Who is promoted and cannot write to its volume refuses writes then. */
export const candidatesCanWrite: Check = {
  name: 'candidates-can-write',
  overruled: 'with a reason',
  reasons: (looked) =>
    candidates(looked).flatMap(({ host }) =>
      looked.status.data
        .filter((status) => status.host === host.name)
        .flatMap(({ view }) => textsOf(unwrittenProblems(looked.environment, view))),
    ),
};

/** Who is promoted has as many replicas afterwards as it needs to take writes: the old primary follows in its place. */
export const writeGuardHolds: Check = {
  name: 'write-guard-holds',
  overruled: 'with a reason',
  reasons: (looked) => {
    const wanted = looked.environment.redis.minReplicasToWrite;
    const inSync = others(looked).filter(({ facts }) => facts?.following?.link === 'up').length;
    return inSync >= wanted
      ? []
      : [`redis.minReplicasToWrite is ${wanted}, and the new primary would have ${inSync}`];
  },
};

/** Who follows afterwards can read what the new primary sends. */
export const dataIsReadable: Check = {
  name: 'data-is-readable',
  overruled: 'with a reason',
  reasons: (looked) =>
    candidates(looked).flatMap((candidate) => {
      const writer = candidate.facts?.engine.line;
      if (writer === undefined) return [];
      return looked.status.data.flatMap(({ host, facts }) => {
        const reader = facts?.engine.line;
        return reader === undefined || readsDataOf(reader, writer)
          ? []
          : [
              `${host} is ${titleOf(reader)}, and cannot read all data of ${candidate.host.name}, ${titleOf(writer)}`,
            ];
      });
    }),
};

/** A replica takes what it is sent, and looks at its own limit once it is primary (redis evict.c, replica-ignore-maxmemory). */
export const dataFits: Check = {
  name: 'data-fits',
  overruled: 'with a reason',
  reasons: (looked) => {
    const used = factsOf(looked.status, looked.status.primary)?.memory.used ?? 0;
    return candidates(looked).flatMap(({ host, facts }) => {
      const limit = facts?.memory.maxmemory ?? 0;
      return limit > 0 && facts !== undefined && limit < used
        ? [
            `${host.name} has maxmemory ${formatSize(facts.memory.maxmemory)}, which is less than the primary uses`,
          ]
        : [];
    });
  },
};

/** Why a host does not follow the primary; empty if it does, or where that cannot be told. */
function unfollowing({ environment, status }: Looked, { host, facts }: Told): readonly string[] {
  const primary = environment.hosts.find(({ name }) => name === status.primary);
  if (facts === undefined || primary === undefined) return [];
  if (facts.loading) return [`${host.name} reads its data from its volume`];
  if (facts.following === undefined) return [`${host.name} follows nobody`];
  if (facts.following.primary.address !== primary.address)
    return [`${host.name} follows ${facts.following.primary.address}`];
  if (facts.following.link !== 'up') return [`${host.name} is not in sync`];
  const stream = factsOf(status, primary.name)?.replicationId;
  return stream === undefined || stream === facts.replicationId
    ? []
    : [`${host.name} has another stream of writes than ${primary.name}`];
}
