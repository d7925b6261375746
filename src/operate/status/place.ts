/** Where a program listens, as others name it, and whose place that is. */
import type { Environment } from '../../topology/environment.ts';
import { type Listener, linkPort } from '../../topology/ports.ts';

/** An address and a port. */
export interface Place {
  /** As it is named: an address, or a host name where somebody configured one. */
  readonly address: string;
  readonly port: number;
}

/** The declared host that a place is of; undefined for a stranger's, also at a port that none of its programs has. */
export function hostAt(
  environment: Pick<Environment, 'hosts' | 'redis' | 'sentinel' | 'tls'>,
  { address, port }: Place,
  program: Listener,
): string | undefined {
  if (port !== linkPort(environment, program)) return undefined;
  return environment.hosts.find((host) => host.address === address)?.name;
}

/** `10.0.0.30:6379`, and in brackets where the address has colons itself. */
export function formatPlace({ address, port }: Place): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
