/** Which subnet each zone has, and which address each host. */

import { show } from '../base/errors.ts';
import type { EnvironmentDefinition, HostDefinition } from '../definition/environment.ts';
import { NETWORK } from '../definition/fields.ts';
import type { Zone } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';
import {
  type Address,
  type AddressBlock,
  addressAt,
  blockSize,
  contains,
  divide,
  formatBlock,
  offsetIn,
  parseAddress,
  parseBlock,
} from './ipv4.ts';

/** A host's place. */
export interface Place {
  readonly zone: Zone;
  readonly address: Address;
}

/** The plan, or what is wrong with it. */
export interface AddressPlan {
  readonly zones: readonly Zone[];
  /** Present where egress is `nat`: the subnet of the NAT gateway, in the first zone. */
  readonly publicSubnet?: Zone;
  readonly problems: readonly FieldProblem[];
  /** The place of a host of the definition; there is one for each where there are no problems. */
  place(host: string): Place;
}

interface Subnet {
  readonly zone: Zone;
  readonly block: AddressBlock;
}

/** AWS keeps the first four addresses and the last one of every subnet for itself (VPC user guide, subnet sizing). */
const RESERVED_FIRST = 4;
const RESERVED_LAST = 1;

/** Derived addresses begin here, so that the lowest ones stay free for addresses given by hand. */
const FIRST_DERIVED = 10;

/**
 * Gives every zone a subnet and every host an address. The block is divided evenly over the zones, with one more part
 * for the public side of a NAT gateway; a derived address depends only on the zone, the addresses given by hand and the
 * hosts before it, so adding a host at the end moves nobody.
 */
export function planAddresses(definition: EnvironmentDefinition, egress: 'public' | 'nat'): AddressPlan {
  const division = planSubnets(definition.network, egress);
  if ('message' in division) return { zones: [], problems: [division], place: placeOf(new Map()) };
  const { subnets, publicSubnet } = division;
  const taken: Taken = { places: new Map(), owners: new Map(), cursors: new Map() };
  const problems: FieldProblem[] = [];
  const settle = (name: string, found: Place | FieldProblem) => {
    if ('message' in found) problems.push(found);
    else take(taken, name, found);
  };
  const hosts = Object.entries(definition.hosts);
  for (const [name, host] of hosts)
    if (host.address !== undefined)
      settle(name, givenPlace(name, host, host.address, definition.network.cidr, subnets, taken));
  for (const [name, host] of hosts)
    if (host.address === undefined) settle(name, derivedPlace(name, host, subnets, taken));
  return {
    zones: subnets.map(({ zone }) => zone),
    ...(publicSubnet === undefined ? {} : { publicSubnet }),
    problems,
    place: placeOf(taken.places),
  };
}

/** What has been given away so far. */
interface Taken {
  readonly places: Map<string, Place>;
  readonly owners: Map<Address, string>;
  /** Per subnet, the first offset that may still be free. */
  readonly cursors: Map<Subnet, number>;
}

function take({ places, owners }: Taken, name: string, place: Place): void {
  places.set(name, place);
  owners.set(place.address, name);
}

/** How the block is divided. */
interface Division {
  /** One per zone. */
  readonly subnets: readonly Subnet[];
  readonly publicSubnet?: Zone;
}

function planSubnets(
  network: EnvironmentDefinition['network'],
  egress: 'public' | 'nat',
): Division | FieldProblem {
  const block = parseBlock(network.cidr);
  const zones = network.zones ?? NETWORK.zones.field.default;
  if (block === undefined)
    return {
      field: 'network.cidr',
      message: `${show(network.cidr)} is not a block of addresses; write one such as 10.0.0.0/24`,
    };
  if (zones.length === 0 || new Set(zones).size < zones.length)
    return {
      field: 'network.zones',
      message: `${zones.join(', ') || 'an empty list'} names no zone or one twice; name each zone once`,
    };
  const parts = divide(block, zones.length + (egress === 'nat' ? 1 : 0));
  const prefix = parts[0]?.prefix ?? 0;
  // AWS: a VPC and its subnets have a prefix from /16 to /28.
  if (block.prefix < 16 || prefix > 28)
    return {
      field: 'network.cidr',
      message: `${network.cidr} gives ${zones.length} zone(s) subnets of /${prefix}; AWS takes blocks from /16 to /28, so give ${block.prefix < 16 ? 'a smaller' : 'a larger'} block`,
    };
  const subnets = zones.flatMap((name, index) => {
    const part = parts[index];
    return part === undefined ? [] : [{ zone: { name, subnet: formatBlock(part) }, block: part }];
  });
  const spare = parts[zones.length];
  const [first] = zones;
  return egress === 'nat' && spare !== undefined && first !== undefined
    ? { subnets, publicSubnet: { name: first, subnet: formatBlock(spare) } }
    : { subnets };
}

function givenPlace(
  name: string,
  host: HostDefinition,
  written: string,
  cidr: string,
  subnets: readonly Subnet[],
  { owners }: Taken,
): Place | FieldProblem {
  const problem = (message: string): FieldProblem => ({
    field: `hosts.${name}.address`,
    message: `${written} ${message}`,
  });
  const address = parseAddress(written);
  if (address === undefined)
    return {
      field: `hosts.${name}.address`,
      message: `${show(written)} is not an IPv4 address; write one such as 10.0.0.30`,
    };
  const network = parseBlock(cidr);
  if (network === undefined || !contains(network, address))
    return problem(`is outside network.cidr ${cidr}; give an address in it or widen the network`);
  const subnet = subnets.find(({ block }) => contains(block, address));
  if (subnet === undefined)
    return problem(`is in no zone's subnet; give an address in ${listSubnets(subnets)}`);
  const { zone, block } = subnet;
  if (host.zone !== undefined && host.zone !== zone.name)
    return problem(`is in zone ${zone.name}, not in zone ${host.zone}; change the address or the zone`);
  if (isReserved(block, address))
    return problem(
      `is reserved by AWS in subnet ${zone.subnet} (its first four addresses and the last); give another`,
    );
  const owner = owners.get(address);
  return owner === undefined
    ? { zone, address }
    : problem(`is the address of ${owner} too; give each host its own`);
}

function derivedPlace(
  name: string,
  host: HostDefinition,
  subnets: readonly Subnet[],
  taken: Taken,
): Place | FieldProblem {
  const subnet = host.zone === undefined ? subnets[0] : subnets.find(({ zone }) => zone.name === host.zone);
  if (subnet === undefined)
    return {
      field: `hosts.${name}.zone`,
      message: `${host.zone} is not one of network.zones ${subnets.map(({ zone }) => zone.name).join(', ')}; use one of them or add it`,
    };
  const end = blockSize(subnet.block) - RESERVED_LAST;
  let offset = taken.cursors.get(subnet) ?? FIRST_DERIVED;
  while (offset < end && taken.owners.has(addressAt(subnet.block, offset))) offset += 1;
  taken.cursors.set(subnet, offset + 1);
  return offset < end
    ? { zone: subnet.zone, address: addressAt(subnet.block, offset) }
    : {
        field: `hosts.${name}`,
        message: `there is no address left for it in subnet ${subnet.zone.subnet}; give it one or widen the network`,
      };
}

function isReserved(block: AddressBlock, address: Address): boolean {
  const offset = offsetIn(block, address);
  return offset < RESERVED_FIRST || offset >= blockSize(block) - RESERVED_LAST;
}

function listSubnets(subnets: readonly Subnet[]): string {
  return subnets.map(({ zone }) => `${zone.subnet} (zone ${zone.name})`).join(', ');
}

function placeOf(places: ReadonlyMap<string, Place>): (host: string) => Place {
  return (host) => {
    const place = places.get(host);
    if (place === undefined) throw new RangeError(`host ${host} has no place in the plan`);
    return place;
  };
}
