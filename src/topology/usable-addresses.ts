/** Which addresses of a subnet a host may have, and which of them is its own where none is written. */
import { createHash } from 'node:crypto';
import { type Address, type AddressBlock, addressAt, blockSize, offsetIn } from './ipv4.ts';

/** AWS keeps the first four addresses and the last one of every subnet for itself (VPC user guide, subnet sizing). */
const RESERVED_FIRST = 4;
const RESERVED_LAST = 1;

/** Derived addresses begin here, so that the lowest ones stay free for addresses given by hand for as long as possible. */
const FIRST_DERIVED = 10;

/**
 * Where the hosts of a family begin, as a share of the subnet's addresses: families that stand together begin far from
 * each other. The family of a name is what stands before its number. Others begin where a hash of their name says.
 */
const BEGINNINGS: ReadonlyMap<string, number> = new Map([
  ...['data', 'd', 'redis', 'node'].map((family) => [family, 0] as const),
  ...['primary', 'replica', 'r'].map((family) => [family, 1 / 4] as const),
  ...['sentinel', 's'].map((family) => [family, 1 / 2] as const),
]);

/** True if AWS gives the address to a host. */
export function isUsable(subnet: AddressBlock, address: Address): boolean {
  const offset = offsetIn(subnet, address);
  return offset >= RESERVED_FIRST && offset < blockSize(subnet) - RESERVED_LAST;
}

/**
 * Every address that a host may have, its own first. That one depends on the name of the host and the subnet, and on no
 * other host: only so can it stay when others come and go, since nothing remembers who was there first. Hosts of one
 * family have addresses next to each other, in the order of their numbers.
 */
export function* addressesFor(subnet: AddressBlock, host: string): Generator<Address, undefined> {
  const usable = blockSize(subnet) - RESERVED_FIRST - RESERVED_LAST;
  const own = ownIndex(host, usable);
  const wrapsAt = blockSize(subnet) - RESERVED_LAST - FIRST_DERIVED;
  for (let step = 0; step < usable; step += 1) {
    const index = (own + step) % usable;
    yield addressAt(subnet, index < wrapsAt ? FIRST_DERIVED + index : RESERVED_FIRST + index - wrapsAt);
  }
}

/** The highest address that nobody has, farthest from those that are given by hand; undefined where all are taken. */
export function lastFree(subnet: AddressBlock, taken: ReadonlySet<Address>): Address | undefined {
  for (let offset = blockSize(subnet) - RESERVED_LAST - 1; offset >= RESERVED_FIRST; offset -= 1) {
    const address = addressAt(subnet, offset);
    if (!taken.has(address)) return address;
  }
  return undefined;
}

/** The family begins with its number 1; a name without a number stands before it. */
function ownIndex(host: string, usable: number): number {
  const [, family = host, digits = '0'] = /^(.*?)(\d+)$/.exec(host) ?? [];
  const share = BEGINNINGS.get(family);
  const begin = share === undefined ? hash(family) % usable : Math.floor(share * usable);
  const number = Number(BigInt(digits) % BigInt(usable));
  return (begin + number - 1 + usable) % usable;
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}
