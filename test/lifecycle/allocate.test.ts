import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { freeBlock } from '../../src/lifecycle/allocate.ts';
import {
  type AddressBlock,
  blockSize,
  formatBlock,
  includes,
  overlap,
  parseBlock,
} from '../../src/topology/ipv4.ts';

function block(text: string): AddressBlock {
  return parseBlock(text) ?? { first: Number.NaN, prefix: 0 };
}

function free(ranges: readonly string[], prefix: number, taken: readonly string[]): string | undefined {
  const found = freeBlock(ranges.map(block), prefix, taken.map(block));
  return found && formatBlock(found);
}

test('the first block is taken in which nothing lies', (t) => {
  t.is(free(['10.192.0.0/10'], 24, []), '10.192.0.0/24');
  t.is(free(['10.192.0.0/10'], 24, ['10.192.0.0/24', '10.192.1.128/25', '10.0.0.0/16']), '10.192.2.0/24');
  t.is(free(['10.192.0.0/10'], 22, ['10.192.0.0/24']), '10.192.4.0/22');
  t.is(free(['10.192.0.0/10'], 24, ['10.192.0.0/16']), '10.193.0.0/24');
});

test('where a range is full, or too small, the next is taken, and none where all are', (t) => {
  t.is(free(['10.1.0.0/24', '10.2.0.0/23'], 24, ['10.1.0.0/25']), '10.2.0.0/24');
  t.is(free(['10.1.0.0/24', '10.2.0.0/23'], 23, []), '10.2.0.0/23');
  t.is(free(['10.1.0.0/24'], 24, ['10.0.0.0/8']), undefined);
});

const PREFIXES = fc.integer({ min: 20, max: 28 });
const TAKEN = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 4095 }), prefix: PREFIXES }).map(({ at, prefix }) => ({
    first: block('10.192.0.0/12').first + Math.floor((at * 256) / 2 ** (32 - prefix)) * 2 ** (32 - prefix),
    prefix,
  })),
  { maxLength: 20 },
);

testProp(
  'whatever is taken and asked for, no two blocks ever overlap, and none is left out that was free',
  [TAKEN, fc.array(PREFIXES, { minLength: 1, maxLength: 60 })],
  (t, others, wanted) => {
    const range = block('10.192.0.0/18');
    const given: AddressBlock[] = [];
    for (const prefix of wanted) {
      const found = freeBlock([range], prefix, [...others, ...given]);
      if (found === undefined) {
        const size = blockSize({ first: 0, prefix });
        for (let first = range.first; first < range.first + blockSize(range); first += size)
          t.true([...others, ...given].some((one) => overlap(one, { first, prefix })));
        continue;
      }
      t.is(found.prefix, prefix);
      t.true(includes(range, found));
      t.false([...others, ...given].some((one) => overlap(one, found)));
      given.push(found);
    }
  },
  { numRuns: 50 },
);
