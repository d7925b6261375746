/** Where servers are, as far as their files tell. */
import { isIP, isIPv6, SocketAddress } from 'node:net';
import { isLoopback, isNameless } from './census.ts';
import type { FileServer, FileSettings, Line } from './configuration.ts';

/** An address and a port, as `monitor` and `replicaof` name a server. */
export type End = readonly [address: string, port: string];

/** Where a server is, and where the one that it follows is. */
export interface Whereabouts {
  readonly server: FileServer;
  /** The addresses that it listens on or announces; none where it listens on all. */
  readonly addresses: readonly string[];
  readonly ports: readonly string[];
  /** Undefined for a primary. */
  readonly follows: End | undefined;
}

/** Where a server is. */
export function whereaboutsOf(server: FileServer): Whereabouts {
  const { get } = server;
  const bound = get('bind').words.map((word) => word.replace(/^-/, ''));
  const listed = bound.every((address) => !isNameless(address) || isLoopback(address)) ? bound : [];
  const announced = get('replica-announce-ip').words.filter((word) => word !== '');
  return {
    server,
    addresses: [...listed, ...announced].map(canonical),
    ports: ['port', 'tls-port', 'replica-announce-port'].flatMap((name) => get(name).words),
    follows: endIn(get('replicaof').words),
  };
}

/** The primaries that a Sentinel watches. */
export function endsMonitored({ lines }: FileSettings): readonly End[] {
  return endsOf(lines('monitor'));
}

/** The primaries that a Sentinel watches, and the replicas that it has found. */
export function endsWatched({ lines }: FileSettings): readonly End[] {
  return endsOf([...lines('monitor'), ...lines('known-replica')]);
}

function endsOf(lines: readonly Line[]): readonly End[] {
  return lines.flatMap(({ args }) => {
    const end = endIn(args.filter((word) => typeof word === 'string'));
    return end === undefined ? [] : [end];
  });
}

/** The address and port that a line begins with; undefined for `no one`. */
export function endIn([address, port]: readonly string[]): End | undefined {
  return address === undefined || port === undefined || port === 'one' ? undefined : [address, port];
}

/** Whether a server is at an end; undefined where its file does not tell, or a name stands for an address. */
export function isAt({ addresses, ports }: Whereabouts, [address, port]: End): boolean | undefined {
  if (!ports.includes(port)) return false;
  if (addresses.includes(canonical(address))) return true;
  const isTold = addresses.some((own) => isLoopback(own) === isLoopback(address));
  return isTold && isIP(address) > 0 ? false : undefined;
}

/** True for an end that can be told from another by its text. */
export function isPlain([address]: End): boolean {
  return isIP(address) > 0 && !isNameless(address);
}

/** An end as messages name it, in one form. */
export function printEnd([address, port]: End): string {
  return `${canonical(address)} port ${port}`;
}

/** An address of IPv6 may be written in many ways. */
function canonical(address: string): string {
  return isIPv6(address) ? new SocketAddress({ address, family: 'ipv6' }).address : address.toLowerCase();
}
