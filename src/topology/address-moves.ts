/** Why a host has another address than before, and the line with which it keeps its own. */
import type { Environment, Host } from './environment.ts';
import { type Address, parseBlock } from './ipv4.ts';
import { isUsable } from './usable-addresses.ts';

/** Two states of one environment; two environments share no address. */
export interface States {
  readonly before: Environment;
  readonly after: Environment;
}

/**
 * Says of a host that has another address what moves it, as a clause: the line of the definition that keeps the old
 * address, where that can be, else the field that is in its way.
 *
 * @returns what tells it of a host as it was
 */
export function tellMoves(states: States): (was: Host) => string {
  const { before, after } = states;
  const owners = new Map(after.hosts.map(({ address, name }) => [address, name]));
  const staying = whoCanStay(states, owners);
  return (was) => {
    const { name, address, zone } = was;
    if (staying.has(name)) return `to keep it write hosts.${name}.address: '${address}'`;
    const written = after.definition.hosts[name]?.zone;
    if (written !== undefined && written !== zone.name) return 'another zone moves it';
    if (before.network.cidr !== after.network.cidr) return 'network.cidr moves it';
    return hasRoom(was, after) ? `${owners.get(address)} gets the one that it had` : 'network.zones moves it';
  };
}

/**
 * The hosts whose address the definition may say again: their zone has it, and whoever has it now can go back to an own
 * one the same way.
 *
 * @param owners who has which address now
 */
function whoCanStay(
  { before, after }: States,
  owners: ReadonlyMap<Address, string>,
  among: readonly Host[] = before.hosts.filter((host) => hasRoom(host, after)),
): ReadonlySet<string> {
  const staying = new Set(among.map(({ name }) => name));
  const left = among.filter(({ name, address }) => {
    const owner = owners.get(address);
    return owner === undefined || owner === name || staying.has(owner);
  });
  return left.length === among.length ? staying : whoCanStay({ before, after }, owners, left);
}

function hasRoom({ name, address, zone }: Host, { definition, network }: Environment): boolean {
  const written = definition.hosts[name]?.zone ?? zone.name;
  const subnet = network.zones.find((each) => each.name === zone.name)?.subnet;
  const block = subnet === undefined ? undefined : parseBlock(subnet);
  return written === zone.name && block !== undefined && isUsable(block, address);
}
