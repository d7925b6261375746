/** What the loss of each single host and of each zone leaves. */
import { dataHosts, type Environment, type Host, majority, sentinelHosts } from './environment.ts';

/** What is left after a loss, once Sentinel has done what it can. */
export interface Loss {
  /** What is lost: one host, or every host of a zone. */
  readonly kind: 'host' | 'zone';
  /** The name of the host or the letter of the zone. */
  readonly name: string;
  /** How many Sentinels are left. */
  readonly sentinels: number;
  /** True if those are enough for a failover: see `sentinelsNeeded`. */
  readonly failover: boolean;
  /** The data hosts left that may be primary, by name. */
  readonly promotable: readonly string[];
  /**
   * True if clients can write, though it held the primary if it could: one of the hosts left is primary, and enough of
   * the others are attached to it for the write guard.
   */
  readonly writable: boolean;
}

/** The loss of each host, in order, then of each zone where there are several. */
export function losses(environment: Environment): readonly Loss[] {
  return [
    ...environment.hosts.map((lost) => lossOf(environment, 'host', lost.name, (host) => host === lost)),
    ...zoneLosses(environment),
  ];
}

/** The loss of each zone; none where there is only one. */
export function zoneLosses(environment: Environment): readonly Loss[] {
  const { zones } = environment.network;
  if (zones.length < 2) return [];
  return zones.map(({ name }) => lossOf(environment, 'zone', name, ({ zone }) => zone.name === name));
}

/** How many Sentinels must be left for a failover: the quorum calls the primary down, a majority of all elects the leader. */
export function sentinelsNeeded(environment: Environment): number {
  return Math.max(majority(sentinelHosts(environment).length), environment.sentinel.quorum);
}

function lossOf(
  environment: Environment,
  kind: Loss['kind'],
  name: string,
  isLost: (host: Host) => boolean,
): Loss {
  const left = { hosts: environment.hosts.filter((host) => !isLost(host)) };
  const sentinels = sentinelHosts(left).length;
  const failover = sentinels >= sentinelsNeeded(environment);
  const promotable = dataHosts(left).filter(({ data }) => data.priority > 0);
  const hasPrimary = environment.hosts.some((host) => isLost(host) && mayBePrimary(host))
    ? failover && promotable.length > 0
    : true;
  return {
    kind,
    name,
    sentinels,
    failover,
    promotable: promotable.map((host) => host.name),
    writable: hasPrimary && dataHosts(left).length - 1 >= environment.redis.minReplicasToWrite,
  };
}

/** A host of priority 0 is primary only until the first failover, if it was the first. */
function mayBePrimary({ data, roles }: Host): boolean {
  return data !== undefined && (data.priority > 0 || roles.includes('primary'));
}
