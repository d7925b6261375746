/** Why a host has another address than before, and the line with which it keeps its own. */
import type { Environment, Host } from './environment.ts';
import { parseBlock } from './ipv4.ts';
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
 * @param was the host as it was
 */
export function tellMove(was: Host, states: States): string {
  const { name, address, zone } = was;
  if (canStay(was, states)) return `to keep it write hosts.${name}.address: '${address}'`;
  const { before, after } = states;
  const written = after.definition.hosts[name]?.zone;
  if (written !== undefined && written !== zone.name) return 'another zone moves it';
  if (before.network.cidr !== after.network.cidr) return 'network.cidr moves it';
  const owner = hasRoom(was, after) ? ownerOf(was, after) : undefined;
  return owner === undefined ? 'network.zones moves it' : `${owner.name} gets the one that it had`;
}

/**
 * True if the definition may say that the host keeps its address: its zone has it, and whoever has it now keeps an own
 * one the same way.
 *
 * @param moving the hosts that were asked for on the way here: they would go back, too
 */
function canStay(was: Host, states: States, moving: readonly string[] = []): boolean {
  if (!hasRoom(was, states.after)) return false;
  const owner = ownerOf(was, states.after);
  if (owner === undefined || moving.includes(owner.name)) return true;
  const ownerWas = states.before.hosts.find(({ name }) => name === owner.name);
  return ownerWas !== undefined && canStay(ownerWas, states, [...moving, was.name]);
}

function hasRoom({ name, address, zone }: Host, { definition, network }: Environment): boolean {
  const written = definition.hosts[name]?.zone ?? zone.name;
  const subnet = network.zones.find((each) => each.name === zone.name)?.subnet;
  const block = subnet === undefined ? undefined : parseBlock(subnet);
  return written === zone.name && block !== undefined && isUsable(block, address);
}

/** Who else has the address of a host now. */
function ownerOf({ name, address }: Host, { hosts }: Environment): Host | undefined {
  return hosts.find((host) => host.address === address && host.name !== name);
}
