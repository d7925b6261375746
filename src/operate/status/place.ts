/** Where a program listens, as others name it, and whose place that is. */
import type { Environment } from '../../topology/environment.ts';

/** An address and a port. */
export interface Place {
  /** As it is named: an address, or a host name where somebody configured one. */
  readonly address: string;
  readonly port: number;
}

/** The declared host that a place is of; undefined for a stranger's, also at a port that none of its programs has. */
export function hostAt(
  { hosts }: Pick<Environment, 'hosts'>,
  { address, port }: Place,
  declaredPort: number,
): string | undefined {
  if (port !== declaredPort) return undefined;
  return hosts.find((host) => host.address === address)?.name;
}

/** `10.0.0.30:6379`, and in brackets where the address has colons itself. */
export function formatPlace({ address, port }: Place): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
