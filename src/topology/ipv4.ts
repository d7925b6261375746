/** IPv4 addresses and blocks, as far as a topology needs them. */

declare const address: unique symbol;

/** An IPv4 address in its usual form, `10.0.0.30`. */
export type Address = string & { readonly [address]: true };

/** A block of addresses. */
export interface AddressBlock {
  /** The first address, as a number. */
  readonly first: number;
  /** How many leading bits are fixed. */
  readonly prefix: number;
}

/** Reads an address; undefined unless it is four numbers from 0 to 255 without leading zeros. */
export function parseAddress(text: string): Address | undefined {
  return toNumber(text) === undefined ? undefined : (text as Address);
}

/** Reads a block such as `10.0.0.0/24`; undefined if it is not one or has bits set behind its prefix. */
export function parseBlock(text: string): AddressBlock | undefined {
  const [, base, digits] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const first = base === undefined ? undefined : toNumber(base);
  const prefix = Number(digits);
  if (first === undefined || prefix > 32) return undefined;
  return first % sizeOfPrefix(prefix) === 0 ? { first, prefix } : undefined;
}

/** Prints a block as `10.0.0.0/24`. */
export function formatBlock(block: AddressBlock): string {
  return `${toAddress(block.first)}/${block.prefix}`;
}

/** How many addresses a block has. */
export function blockSize(block: AddressBlock): number {
  return sizeOfPrefix(block.prefix);
}

/** The address at an offset from the start of a block. */
export function addressAt(block: AddressBlock, offset: number): Address {
  return toAddress(block.first + offset);
}

/** The offset of an address from the start of a block; negative or too large where it lies outside. */
export function offsetIn(block: AddressBlock, of: Address): number {
  return (toNumber(of) ?? Number.NaN) - block.first;
}

/** True if the address lies in the block. */
export function contains(block: AddressBlock, candidate: Address): boolean {
  const offset = offsetIn(block, candidate);
  return offset >= 0 && offset < blockSize(block);
}

/** One of several equal parts of a block. `of`, how many there are, is a power of two. */
export function partOf(block: AddressBlock, index: number, of: number): AddressBlock {
  const prefix = block.prefix + Math.log2(of);
  return { first: block.first + index * sizeOfPrefix(prefix), prefix };
}

/** True if all of the second block lies in the first. */
export function includes(block: AddressBlock, inner: AddressBlock): boolean {
  return inner.prefix >= block.prefix && contains(block, addressAt(inner, 0));
}

/** True if the blocks have an address in common: then one lies in the other. */
export function overlap(one: AddressBlock, other: AddressBlock): boolean {
  return includes(one, other) || includes(other, one);
}

/** True if two blocks, as they are written, overlap; false where one of them is none. */
export function overlapAsWritten(one: string, other: string): boolean {
  const [first, second] = [parseBlock(one), parseBlock(other)];
  return first !== undefined && second !== undefined && overlap(first, second);
}

function sizeOfPrefix(prefix: number): number {
  return 2 ** (32 - prefix);
}

function toNumber(text: string): number | undefined {
  const parts = text.split('.');
  const valid =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? parts.reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;
}

function toAddress(value: number): Address {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.') as Address;
}
