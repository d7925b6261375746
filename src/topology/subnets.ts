/** Which block each zone has. It follows from the zone's letter alone, so that no zone and no gateway moves another. */

import { show } from '../base/errors.ts';
import type { NetworkDefinition, ZoneBlocks } from '../definition/environment.ts';
import { NETWORK } from '../definition/fields.ts';
import { whyUnusable } from './block-kind.ts';
import type { Zone } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';
import { type AddressBlock, formatBlock, includes, overlap, parseBlock, partOf } from './ipv4.ts';

/** A zone with its block. */
export interface Subnet {
  readonly zone: Zone;
  readonly block: AddressBlock;
}

/** What a network has beside its hosts. */
export interface NetworkParts {
  /** True for a NAT gateway that stands in a subnet of its own. */
  readonly publicSubnet: boolean;
  /** True for the secret store, with an address in each zone. */
  readonly secretStore: boolean;
}

/** How a network is divided. */
export interface Division {
  /** The block of the network. */
  readonly network: AddressBlock;
  /** One per zone, in the order of the definition. */
  readonly subnets: readonly Subnet[];
  /** Present where there is one: the subnet of the NAT gateway, in the first zone. */
  readonly publicSubnet?: Zone;
}

/** AWS: a VPC and its subnets have a prefix from /16 to /28 (VPC user guide, subnet CIDR blocks). */
const LARGEST = 16;
const SMALLEST = 28;

/**
 * Which part of the network each subnet has, of how many equal ones: quarters for the zones that most regions have, and
 * a quarter for the NAT gateway and the zones beyond.
 */
const PARTS: ReadonlyMap<string, readonly [index: number, of: number]> = new Map([
  ['a', [0, 4]],
  ['b', [1, 4]],
  ['c', [2, 4]],
  ['public', [12, 16]],
  ['d', [13, 16]],
  ['e', [14, 16]],
  ['f', [15, 16]],
]);

/** Divides the network over its zones, or says what is wrong with it. */
export function divideNetwork(
  definition: NetworkDefinition,
  has: Pick<NetworkParts, 'publicSubnet'>,
): Division | FieldProblem {
  const network = networkBlock(definition.cidr);
  if ('message' in network) return network;
  const zones = definition.zones ?? NETWORK.zones.field.default;
  const subnets = isList(zones) ? derivedSubnets(network, zones) : writtenSubnets(network, zones);
  if ('message' in subnets) return subnets;
  const [first] = subnets;
  if (!has.publicSubnet || first === undefined) return { network, subnets };
  const gateway = gatewayBlock(network, subnets);
  if ('message' in gateway) return gateway;
  return { network, subnets, publicSubnet: { name: first.zone.name, subnet: formatBlock(gateway) } };
}

/** The line of a definition that gives zones these blocks: `network.zones: { a: '10.0.0.0/24' }`. */
export function zonesLine(zones: readonly Zone[]): string {
  return `network.zones: { ${zones.map(({ name, subnet }) => `${name}: '${subnet}'`).join(', ')} }`;
}

/** The zones with equal parts of the network, as vedette once divided it: NAT took a part of its own. */
export function evenZones({ network, subnets, publicSubnet }: Division): readonly Subnet[] {
  const parts = subnets.length + (publicSubnet === undefined ? 0 : 1);
  const of = 2 ** Math.ceil(Math.log2(parts));
  return subnets.map(({ zone }, index) => subnetOf(zone.name, partOf(network, index, of)));
}

function networkBlock(cidr: string): AddressBlock | FieldProblem {
  const block = parseBlock(cidr);
  const problem = (message: string): FieldProblem => ({ field: 'network.cidr', message });
  if (block === undefined)
    return problem(`${show(cidr)} is not a block of addresses; write one such as 10.0.0.0/24`);
  if (block.prefix < LARGEST || block.prefix > SMALLEST)
    return problem(
      `${cidr} is not one that AWS takes; give a block from /${LARGEST} to /${SMALLEST}, such as 10.0.0.0/24`,
    );
  const reason = whyUnusable(block);
  return reason === undefined
    ? block
    : problem(`${cidr} ${reason}; give a block in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`);
}

function derivedSubnets(network: AddressBlock, letters: readonly string[]): readonly Subnet[] | FieldProblem {
  if (letters.length === 0 || new Set(letters).size < letters.length)
    return {
      field: 'network.zones',
      message: `${letters.join(', ') || 'an empty list'} names no zone or one twice; name each zone once`,
    };
  const [only] = letters;
  if (only !== undefined && partFor(network, 'a') === undefined)
    return letters.length === 1
      ? [subnetOf(only, network)]
      : tooSmall(network, `${letters.length} zones`, 'or name one zone');
  const parts = letters.flatMap((letter) => partSubnet(network, letter));
  return parts.length === letters.length ? parts : noPart(network, letters);
}

/** The part of a subnet; undefined where AWS takes none so small. */
function partFor(network: AddressBlock, label: string): AddressBlock | undefined {
  const part = PARTS.get(label);
  if (part === undefined) return undefined;
  const block = partOf(network, ...part);
  if (block.prefix <= SMALLEST) return block;
  // Where sixteenths are too small there is nobody else in the last quarter.
  const quarter = partOf(network, 3, 4);
  return label === 'public' && quarter.prefix <= SMALLEST ? quarter : undefined;
}

function partSubnet(network: AddressBlock, letter: string): readonly Subnet[] {
  const part = partFor(network, letter);
  return part === undefined ? [] : [subnetOf(letter, part)];
}

/** Zones without a part of their own get one that is free, if they are written: the others keep theirs. */
function noPart(network: AddressBlock, letters: readonly string[]): FieldProblem {
  const without = letters.filter((letter) => partFor(network, letter) === undefined);
  const free = [...PARTS.keys()].filter((label) => label !== 'public' && !letters.includes(label));
  const parts = free.flatMap((label) => partFor(network, label) ?? []);
  const zones = letters.flatMap((letter) => {
    const part = partFor(network, letter) ?? parts[without.indexOf(letter)];
    return part === undefined ? [] : [subnetOf(letter, part).zone];
  });
  return {
    field: 'network.zones',
    message: `${formatBlock(network)} has no part for zone ${without.join(' and ')}; ${
      zones.length === letters.length ? `write ${zonesLine(zones)}` : 'give a larger network.cidr'
    }`,
  };
}

function writtenSubnets(network: AddressBlock, zones: ZoneBlocks): readonly Subnet[] | FieldProblem {
  const subnets: Subnet[] = [];
  for (const [letter, text] of Object.entries(zones)) {
    const block = parseBlock(text);
    const field = `network.zones.${letter}`;
    if (block === undefined || block.prefix > SMALLEST || !includes(network, block))
      return {
        field,
        message: `${show(text)} is not a block of addresses in ${formatBlock(network)}; write one of /${SMALLEST} or larger, such as ${formatBlock(partFor(network, 'a') ?? network)}`,
      };
    const other = subnets.find((subnet) => overlap(subnet.block, block));
    if (other !== undefined)
      return {
        field,
        message: `${text} has addresses of zone ${other.zone.name}'s ${other.zone.subnet} too; give each zone its own`,
      };
    subnets.push(subnetOf(letter, block));
  }
  return subnets.length > 0
    ? subnets
    : { field: 'network.zones', message: 'names no zone; name one or leave it out' };
}

function gatewayBlock(network: AddressBlock, subnets: readonly Subnet[]): AddressBlock | FieldProblem {
  const block = partFor(network, 'public');
  if (block === undefined) return tooSmall(network, 'a NAT gateway', "or write network.egress: 'public'");
  const inTheWay = subnets.find((subnet) => overlap(subnet.block, block));
  if (inTheWay === undefined) return block;
  const { name, subnet } = inTheWay.zone;
  return {
    field: `network.zones.${name}`,
    message: `${subnet} has addresses of the NAT gateway's ${formatBlock(block)} too; leave that free, or write network.egress: 'public'`,
  };
}

function tooSmall(network: AddressBlock, what: string, orElse: string): FieldProblem {
  return {
    field: 'network.cidr',
    message: `${formatBlock(network)} is too small for ${what}; give a block of /${SMALLEST - 2} or larger, ${orElse}`,
  };
}

function subnetOf(name: string, block: AddressBlock): Subnet {
  return { zone: { name, subnet: formatBlock(block) }, block };
}

function isList(zones: readonly string[] | ZoneBlocks): zones is readonly string[] {
  return Array.isArray(zones);
}
