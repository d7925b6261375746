import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import {
  addressAt,
  blockSize,
  contains,
  formatBlock,
  includes,
  offsetIn,
  overlap,
  parseAddress,
  parseBlock,
  partOf,
} from '../../src/topology/ipv4.ts';

const block = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 30 }))
  .map(([number, prefix]) => ({ first: number - (number % 2 ** (32 - prefix)), prefix }));

testProp('an address is read if it is one', [fc.ipV4()], (t, text) => {
  t.is<string | undefined, string>(parseAddress(text), text);
});

testProp('a block that is printed reads back as itself', [block], (t, given) => {
  t.deepEqual(parseBlock(formatBlock(given)), given);
});

testProp(
  'the address at an offset lies in the block at that offset',
  [block, fc.nat()],
  (t, given, number) => {
    const offset = number % blockSize(given);
    const address = addressAt(given, offset);
    t.true(contains(given, address));
    t.is(offsetIn(given, address), offset);
  },
);

testProp('an address behind the block lies outside', [block], (t, given) => {
  const behind = addressAt(given, blockSize(given));
  t.false(contains(given, behind) && given.first + blockSize(given) < 2 ** 32);
});

testProp(
  'parts of a block are equal, next to each other and fill it',
  [block, fc.constantFrom(1, 2, 4, 16)],
  (t, given, of) => {
    const parts = Array.from({ length: of }, (_, index) => partOf(given, index, of));
    for (const [index, part] of parts.entries()) {
      t.is(blockSize(part), blockSize(given) / of);
      t.is(part.first, given.first + index * blockSize(part));
    }
  },
);

testProp(
  'blocks overlap if, and only if, they have an address in common',
  [block, block],
  (t, one, other) => {
    const common =
      Math.max(one.first, other.first) < Math.min(one.first + blockSize(one), other.first + blockSize(other));
    t.is(overlap(one, other), common);
  },
);

testProp(
  'a block includes its parts, and no part includes it',
  [block, fc.nat({ max: 3 })],
  (t, given, index) => {
    const part = partOf(given, index, 4);
    t.true(includes(given, part) && overlap(part, given));
    t.false(includes(part, given));
  },
);

for (const text of [
  '',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.01',
  '10.0.0.1.2',
  '10.0.0.-1',
  ' 10.0.0.1',
  '10.0.0.1\n',
  '::1',
  '0x0a.0.0.1',
])
  test(`${JSON.stringify(text)} is not an address`, (t) => {
    t.is(parseAddress(text), undefined);
  });

for (const text of [
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.1/24',
  '10.0.0.0/',
  '10.0.0/24',
  '10.0.0.0/24 ',
  '10.0.0.0/-1',
])
  test(`${JSON.stringify(text)} is not a block`, (t) => {
    t.is(parseBlock(text), undefined);
  });
