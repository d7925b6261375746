/** Which replicas a Sentinel would choose from if it had to promote one now (redis sentinel.c, sentinelSelectSlave). */
import type { Environment } from '../../topology/environment.ts';
import { hostAt } from './place.ts';
import type { RedisFacts, RedisStatus } from './redis-status.ts';
import type { KnownReplica, SentinelFacts } from './sentinel-status.ts';

/** A replica that may be promoted. */
export interface Candidate {
  readonly host: string;
  readonly address: string;
  readonly facts: RedisFacts;
}

/** The data hosts beside the primary, by what would become of each. */
export interface Candidates {
  /** Those of the best priority: one of them is promoted. */
  readonly best: readonly Candidate[];
  /** Those that tell nothing, and that the Sentinel finds up: it may promote one of them. */
  readonly untold: readonly string[];
  /** Why each of the others is passed over, as a clause. */
  readonly passedOver: readonly string[];
}

/** The candidates of a Sentinel, for the loss of the primary that it names. */
export function candidatesOf(
  environment: Environment,
  data: readonly RedisStatus[],
  sentinel: SentinelFacts,
): Candidates {
  const primary = hostAt(environment, sentinel.primary, 'redis');
  const others = data
    .filter(({ host }) => host !== primary)
    .map((status) => {
      const known = sentinel.replicas.find(
        ({ place }) => hostAt(environment, place, 'redis') === status.host,
      );
      return { status, reason: passedOverFor(environment, status, known) };
    });
  const able = others.filter(({ reason }) => reason === undefined).map(({ status }) => status);
  return {
    best: bestOf(
      able.flatMap(({ host, address, facts }) => (facts === undefined ? [] : [{ host, address, facts }])),
    ),
    untold: able.filter(({ facts }) => facts === undefined).map(({ host }) => host),
    passedOver: others.flatMap(({ reason }) => reason ?? []),
  };
}

const DOWN = ['s_down', 'o_down', 'disconnected'];

function passedOverFor(
  environment: Environment,
  { host, facts }: RedisStatus,
  known: KnownReplica | undefined,
): string | undefined {
  if (known === undefined) return `no Sentinel that could lead knows ${host} as a replica`;
  if (known.flags.some((flag) => DOWN.includes(flag))) return `${host} is down for the Sentinels`;
  if (known.priority === 0 || facts?.priority === 0) return `${host} has priority 0`;
  if (facts?.role === 'primary') return `${host} is a primary itself`;
  const downFor = facts?.following?.downFor;
  // Longer, and Sentinel takes its data for too old.
  const tooLong = (environment.sentinel.downAfter / 1_000) * 10;
  return downFor !== undefined && downFor > tooLong
    ? `${host} has had no link to its primary for ${downFor} s`
    : undefined;
}

/**
 * The priority decides, then who has most of the data, then the run id. So one whose link is up is taken before one whose
 * link is not, and among those whose links are up it may be any: they have as much but for moments.
 */
function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const priority = Math.min(...candidates.map(priorityOf));
  const first = candidates.filter((candidate) => priorityOf(candidate) === priority);
  const linked = first.filter(({ facts }) => facts.following?.link === 'up');
  return linked.length > 0 ? linked : first;
}

/** Every replica tells one. */
function priorityOf({ facts }: Candidate): number {
  return facts.priority ?? 0;
}
