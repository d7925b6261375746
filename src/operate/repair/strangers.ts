/** Whom a Sentinel knows and nobody declared. */
import { type Environment, sentinelHosts } from '../../topology/environment.ts';
import { formatPlace, hostAt } from '../status/place.ts';
import type { SentinelFacts } from '../status/sentinel-status.ts';

/** One of them. */
export interface Stranger {
  /** As a noun: `a Sentinel at 10.0.0.9:26379`. */
  readonly what: string;
  /** What the Sentinel finds of it, in its words. */
  readonly flags: readonly string[];
}

/** The strangers that a Sentinel knows, by its host: also a declared one under another id, or at another place. */
export function strangersOf(
  environment: Environment,
  host: string,
  { sentinels, replicas }: Pick<SentinelFacts, 'sentinels' | 'replicas'>,
): readonly Stranger[] {
  const peers = sentinelHosts(environment).filter(({ name }) => name !== host);
  return [
    ...sentinels
      .filter(({ myid, place }) => {
        const at = hostAt(environment, place, 'sentinel');
        return !peers.some((peer) => peer.name === at && peer.sentinel.myid === myid);
      })
      .map(({ place, flags, myid }) => ({
        what: `a Sentinel at ${formatPlace(place)} (${myid.slice(0, 8)})`,
        flags,
      })),
    ...replicas
      .filter(({ place }) => {
        const at = hostAt(environment, place, 'redis');
        return environment.hosts.find(({ name }) => name === at)?.data === undefined;
      })
      .map(({ place, flags }) => ({ what: `a replica at ${formatPlace(place)}`, flags })),
  ];
}

/** True where the Sentinel has no answer from it. */
export function isDown({ flags }: Stranger): boolean {
  return flags.some((flag) => flag === 's_down' || flag === 'o_down' || flag === 'disconnected');
}
