import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import {
  addressAt,
  blockSize,
  contains,
  divide,
  formatBlock,
  offsetIn,
  parseAddress,
  parseBlock,
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
  [block, fc.integer({ min: 1, max: 4 })],
  (t, given, parts) => {
    const divided = divide(given, parts);
    t.true(divided.length >= parts && divided.length < 2 * parts);
    t.is(
      divided.reduce((sum, part) => sum + blockSize(part), 0),
      blockSize(given),
    );
    for (const [index, part] of divided.entries())
      t.is(part.first, given.first + (index * blockSize(given)) / divided.length);
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
