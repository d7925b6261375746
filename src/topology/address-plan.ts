/** Which subnet each zone has, and which address each host. */

import { show } from '../base/errors.ts';
import type { EnvironmentDefinition, HostDefinition } from '../definition/environment.ts';
import type { Seat, Zone } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';
import { type Address, contains, formatBlock, parseAddress } from './ipv4.ts';
import {
  type Division,
  divideNetwork,
  evenZones,
  type NetworkParts,
  type Subnet,
  zonesLine,
} from './subnets.ts';
import { addressesFor, isUsable, lastFree } from './usable-addresses.ts';

/** The plan, or what is wrong with it. */
export interface AddressPlan {
  readonly zones: readonly Zone[];
  /** Present where there is one: the subnet of the NAT gateway, in the first zone. */
  readonly publicSubnet?: Zone;
  /** An address of the secret store in each zone, which no host has; none where it has none in the network. */
  readonly secretStore: readonly Seat[];
  readonly problems: readonly FieldProblem[];
  /** The place of a host of the definition; there is one for each where there are no problems. */
  place(host: string): Seat;
}

/** A host whose place is to be found. */
interface Named {
  readonly name: string;
  readonly host: HostDefinition;
}

/** A host with a place; two may want one address. */
interface Settled extends Seat {
  readonly name: string;
  readonly subnet: Subnet;
  readonly given: boolean;
}

/**
 * Gives every zone a subnet and every host an address. What is not written follows from the zone's letter and the
 * host's name alone, so that hosts and zones come and go without moving another. Two hosts that would have one address
 * are told so: which of them runs already, nothing here knows.
 */
export function planAddresses(definition: EnvironmentDefinition, has: NetworkParts): AddressPlan {
  const division = divideNetwork(definition.network, has);
  if ('message' in division) return { zones: [], secretStore: [], problems: [division], place: placeOf([]) };
  const found = Object.entries(definition.hosts).map(([name, host]) => findPlace(division, { name, host }));
  const settled = found.flatMap((one) => ('message' in one ? [] : [one]));
  const stores = has.secretStore ? division.subnets.map((subnet) => storeSeat(subnet, settled)) : [];
  return {
    zones: division.subnets.map(({ zone }) => zone),
    ...(division.publicSubnet === undefined ? {} : { publicSubnet: division.publicSubnet }),
    secretStore: stores.flatMap((one) => ('message' in one ? [] : [one])),
    problems: [
      ...[...found, ...stores].flatMap((one) => ('message' in one ? [one] : [])),
      ...collisions(settled),
    ],
    place: placeOf(settled),
  };
}

function findPlace(division: Division, named: Named): Settled | FieldProblem {
  return named.host.address === undefined
    ? derivedPlace(division, named)
    : givenPlace(division, named, named.host.address);
}

function givenPlace(division: Division, { name, host }: Named, written: string): Settled | FieldProblem {
  const problem = (message: string): FieldProblem => ({ field: `hosts.${name}.address`, message });
  const address = parseAddress(written);
  if (address === undefined)
    return problem(`${show(written)} is not an IPv4 address; write one such as 10.0.0.30`);
  const { network, subnets } = division;
  if (!contains(network, address))
    return problem(
      `${written} is outside network.cidr ${formatBlock(network)}; give an address in it or widen the network`,
    );
  const subnet = subnetWith(subnets, address);
  if (subnet === undefined)
    return problem(`${written} is in no zone's subnet; ${otherPlace(division, host, address)}`);
  const { zone, block } = subnet;
  if (host.zone !== undefined && host.zone !== zone.name)
    return problem(
      `${written} is in zone ${zone.name}, not in zone ${host.zone}; change the address or the zone`,
    );
  if (!isUsable(block, address))
    return problem(
      `${written} is reserved by AWS in subnet ${zone.subnet} (its first four addresses and the last); give another`,
    );
  return { name, zone, address, subnet, given: true };
}

/** Where an address can be instead, or the line with which it can stay. */
function otherPlace(division: Division, { zone }: HostDefinition, address: Address): string {
  const listed = division.subnets.map((subnet) => `${subnet.zone.subnet} (zone ${subnet.zone.name})`);
  const even = evenZones(division);
  const there = subnetWith(even, address);
  const fits = there !== undefined && (zone === undefined || zone === there.zone.name);
  const keeping = fits ? `, or write ${zonesLine(even.map((subnet) => subnet.zone))}` : '';
  return `give an address in ${listed.join(', ')}${keeping}`;
}

function derivedPlace({ subnets }: Division, { name, host }: Named): Settled | FieldProblem {
  const subnet = host.zone === undefined ? subnets[0] : subnets.find(({ zone }) => zone.name === host.zone);
  if (subnet === undefined)
    return {
      field: `hosts.${name}.zone`,
      message: `${host.zone} is not one of network.zones ${subnets.map(({ zone }) => zone.name).join(', ')}; use one of them or add it`,
    };
  const [address] = addressesFor(subnet.block, name);
  if (address === undefined) throw new RangeError(`subnet ${subnet.zone.subnet} has no address for a host`);
  return { name, zone: subnet.zone, address, subnet, given: false };
}

/** Hosts that have an address which another has, too. Who wrote it keeps it; else the one that stands first. */
function collisions(settled: readonly Settled[]): readonly FieldProblem[] {
  const taken = new Set(settled.map(({ address }) => address));
  const owners = new Map<Address, string>();
  const byRight = [...settled.filter(({ given }) => given), ...settled.filter(({ given }) => !given)];
  return byRight.flatMap((one) => {
    const owner = owners.get(one.address);
    if (owner !== undefined) return [collision(one, owner, taken)];
    owners.set(one.address, one.name);
    return [];
  });
}

function collision(
  { name, address, given, subnet }: Settled,
  owner: string,
  taken: Set<Address>,
): FieldProblem {
  const problem = (message: string): FieldProblem => ({ field: `hosts.${name}.address`, message });
  if (given) return problem(`${address} is the address of ${owner} too; give each host its own`);
  const free = firstFree(addressesFor(subnet.block, name), taken);
  if (free === undefined)
    return problem(`there is none left in subnet ${subnet.zone.subnet}; remove a host or widen the network`);
  taken.add(free);
  return problem(
    `it would be ${address}, which ${owner} has; at the newer of the two, write address: '${free}'`,
  );
}

/**
 * Where the secret store is in a zone: AWS would give its endpoint any free address, and a host that is created at that
 * one would fail (EC2, InvalidIPAddress.InUse).
 */
function storeSeat({ zone, block }: Subnet, settled: readonly Settled[]): Seat | FieldProblem {
  const address = lastFree(block, new Set(settled.map((one) => one.address)));
  return address === undefined
    ? {
        field: 'network.cidr',
        message: `subnet ${zone.subnet} has no address left for the secret store of a protected environment; remove a host or widen the network`,
      }
    : { zone, address };
}

/** The first address that nobody has; undefined if there is none. */
function firstFree(addresses: Iterable<Address>, taken: ReadonlySet<Address>): Address | undefined {
  for (const address of addresses) if (!taken.has(address)) return address;
  return undefined;
}

function subnetWith(subnets: readonly Subnet[], address: Address): Subnet | undefined {
  return subnets.find(({ block }) => contains(block, address));
}

function placeOf(settled: readonly Settled[]): (host: string) => Seat {
  const places = new Map(settled.map((one) => [one.name, one]));
  return (host) => {
    const place = places.get(host);
    if (place === undefined) throw new RangeError(`host ${host} has no place in the plan`);
    return { zone: place.zone, address: place.address };
  };
}
