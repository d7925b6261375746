/** A definition in another block: every address keeps its distance from the beginning of the network. */
import type { EnvironmentDefinition, HostDefinition, NetworkDefinition } from '../definition/environment.ts';
import {
  type AddressBlock,
  addressAt,
  formatBlock,
  offsetIn,
  parseAddress,
  parseBlock,
} from '../topology/ipv4.ts';

/** From where to where. Both blocks have one size. */
interface Move {
  readonly from: AddressBlock;
  readonly to: AddressBlock;
}

/** Moves the network of a definition that holds, and all that lies in it. */
export function movedTo(to: AddressBlock, definition: EnvironmentDefinition): EnvironmentDefinition {
  const from = parseBlock(definition.network.cidr);
  if (from === undefined)
    throw new RangeError(`${definition.network.cidr} of a resolved network is no block`);
  const move = { from, to };
  return {
    ...definition,
    network: movedNetwork(move, definition.network),
    hosts: Object.fromEntries(
      Object.entries(definition.hosts).map(([name, host]) => [name, movedHost(move, host)]),
    ),
  };
}

function movedNetwork(move: Move, network: NetworkDefinition): NetworkDefinition {
  const { zones } = network;
  const cidr = formatBlock(move.to);
  if (zones === undefined || isList(zones)) return { ...network, cidr };
  const blocks = Object.entries(zones).map(([zone, block]) => [zone, movedBlock(move, block)]);
  return { ...network, cidr, zones: Object.fromEntries(blocks) };
}

function movedHost(move: Move, host: HostDefinition): HostDefinition {
  const address = host.address === undefined ? undefined : parseAddress(host.address);
  return address === undefined
    ? host
    : { ...host, address: addressAt(move.to, offsetIn(move.from, address)) };
}

function movedBlock({ from, to }: Move, written: string): string {
  const block = parseBlock(written);
  return block === undefined
    ? written
    : formatBlock({ first: to.first + block.first - from.first, prefix: block.prefix });
}

function isList(zones: NonNullable<NetworkDefinition['zones']>): zones is readonly string[] {
  return Array.isArray(zones);
}
