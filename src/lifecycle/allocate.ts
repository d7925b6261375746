/** Blocks of addresses for environments that are created. */
import { type AddressBlock, blockSize, overlap } from '../topology/ipv4.ts';

/**
 * The first block of a size in which nothing lies; undefined if there is none. Sentinels of two groups must never meet,
 * and networks that share an address can't be joined, so no two environments of a project have an address in common.
 *
 * @param ranges where to look, in order
 * @param prefix its size
 * @param taken what others have, of any size
 */
export function freeBlock(
  ranges: readonly AddressBlock[],
  prefix: number,
  taken: readonly AddressBlock[],
): AddressBlock | undefined {
  for (const range of ranges) {
    const free = freeIn(range, prefix, taken);
    if (free !== undefined) return free;
  }
  return undefined;
}

function freeIn(
  range: AddressBlock,
  prefix: number,
  taken: readonly AddressBlock[],
): AddressBlock | undefined {
  if (prefix < range.prefix) return undefined;
  const size = blockSize({ first: 0, prefix });
  const near = taken.filter((block) => overlap(range, block));
  for (let first = range.first; first < range.first + blockSize(range); ) {
    const block = { first, prefix };
    const other = near.find((one) => overlap(one, block));
    if (other === undefined) return block;
    first = Math.max(first + size, other.first + blockSize(other));
  }
  return undefined;
}
