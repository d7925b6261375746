/** The connections that an environment needs. What is not listed here is closed. */
import { fetchesOverHttp } from '../definition/support.ts';
import type { Environment } from './environment.ts';
import { type Listener, openPorts } from './ports.ts';

/** One end of a connection: the machines to which the same rules apply; `secrets` is the secret store inside the VPC. */
export type Endpoint = 'data' | 'sentinel' | 'client' | 'secrets';

/** A connection between two ends. */
export interface Flow {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  /** True for a port that is for TLS alone. */
  readonly isTls: boolean;
  readonly purpose: string;
}

/** A connection to a service outside the VPC. */
export interface Outward {
  readonly from: Endpoint;
  readonly service: 'http' | 'https';
  readonly port: number;
  readonly purpose: string;
}

const HTTPS = 443;

/** What the programs of a group are asked for, and by whom. */
const NEEDS: readonly (Pick<Flow, 'from' | 'to' | 'purpose'> & { readonly program: Listener })[] = [
  { from: 'data', to: 'data', program: 'redis', purpose: 'replication' },
  { from: 'sentinel', to: 'data', program: 'redis', purpose: 'health checks and failover' },
  { from: 'sentinel', to: 'sentinel', program: 'sentinel', purpose: 'votes' },
  { from: 'data', to: 'sentinel', program: 'sentinel', purpose: 'asks at boot who is primary' },
  { from: 'client', to: 'sentinel', program: 'sentinel', purpose: 'asks who is primary' },
  { from: 'client', to: 'data', program: 'redis', purpose: 'reads and writes' },
];

/**
 * The connections inside the VPC. A replica connects to its primary, a Sentinel to every host, nobody to a client. Inside
 * the VPC the store's name leads to its endpoint for everybody, so clients are let in too.
 */
export function flows(environment: Environment): readonly Flow[] {
  const { network } = environment;
  const readers = network.secretStore === undefined ? [] : (['data', 'sentinel', 'client'] as const);
  return [
    ...NEEDS.flatMap(({ program, ...need }) =>
      openPorts(environment, program).map(({ number, isTls }) => ({ ...need, port: number, isTls })),
    ),
    ...readers.map(
      (from) => ({ from, to: 'secrets', port: HTTPS, isTls: true, purpose: 'reads the password' }) as const,
    ),
  ];
}

/**
 * The connections to the outside. Names, time and metadata need no rule: security groups do not filter traffic to
 * Amazon's resolver, time service and metadata service (VPC user guide, security groups). What an image of one's own
 * fetches over http is not known, so it may.
 */
export function outwards({ aws: { image }, network }: Environment): readonly Outward[] {
  const overHttp = image.startsWith('ami-') || fetchesOverHttp(image);
  const purpose = network.secretStore === undefined ? 'packages and secrets' : 'packages';
  return (['data', 'sentinel'] as const).flatMap((from) => [
    { from, service: 'https', port: HTTPS, purpose } as const,
    ...(overHttp ? [{ from, service: 'http', port: 80, purpose: 'updates of FreeBSD' } as const] : []),
  ]);
}
