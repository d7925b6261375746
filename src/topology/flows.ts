/** The connections that an environment needs. What is not listed here is closed. */
import type { Environment } from './environment.ts';

/** One end of a connection: the machines to which the same rules apply. */
export type Endpoint = 'data' | 'sentinel' | 'client';

/** A connection between two ends. */
export interface Flow {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly purpose: string;
}

/** A connection to a service outside the VPC. */
export interface Outward {
  readonly from: Endpoint;
  readonly service: 'http' | 'https';
  readonly port: number;
  readonly purpose: string;
}

/** The connections inside the VPC. A replica connects to its primary, a Sentinel to every host, nobody to a client. */
export function flows({ redis, sentinel }: Environment): readonly Flow[] {
  return [
    { from: 'data', to: 'data', port: redis.port, purpose: 'replication' },
    { from: 'sentinel', to: 'data', port: redis.port, purpose: 'health checks and failover' },
    { from: 'sentinel', to: 'sentinel', port: sentinel.port, purpose: 'votes' },
    { from: 'data', to: 'sentinel', port: sentinel.port, purpose: 'asks at boot who is primary' },
    { from: 'client', to: 'sentinel', port: sentinel.port, purpose: 'asks who is primary' },
    { from: 'client', to: 'data', port: redis.port, purpose: 'reads and writes' },
  ];
}

/**
 * The connections to the outside. Names, time and metadata need no rule: security groups do not filter traffic to
 * Amazon's resolver, time service and metadata service (VPC user guide, security groups).
 */
export function outwards(): readonly Outward[] {
  return (['data', 'sentinel'] as const).flatMap((from) => [
    { from, service: 'https', port: 443, purpose: 'packages and secrets' } as const,
    { from, service: 'http', port: 80, purpose: 'updates of FreeBSD' } as const,
  ]);
}
