import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { bytes } from '../../src/base/units.ts';
import { SIZES, type SizeName, sizeOf } from '../../src/definition/sizes.ts';
import { sizeWithin } from '../../src/register/capped.ts';

const GIB = 1024 ** 3;
const NAMES = [...SIZES.keys()].filter((name): name is SizeName => SIZES.has(name));

testProp(
  'any size becomes one that fits, of the same architecture, and one that fits stays',
  [fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 256 })],
  (t, name, gib) => {
    const most = bytes(gib * GIB);
    const size = sizeWithin(most, name);
    t.true(sizeOf(size).memory <= most);
    t.is(sizeOf(size).architecture, sizeOf(name).architecture);
    if (sizeOf(name).memory <= most) t.is(size, name);
  },
);

test('the largest of the same family is taken, else the nearest of its architecture and kind', (t) => {
  const eight = bytes(8 * GIB);
  t.deepEqual(
    (['r7g.4xlarge', 't3.xlarge', 'r7i.large', 'c7g.8xlarge'] as const).map((name) =>
      sizeWithin(eight, name),
    ),
    ['r7g.medium', 't3.large', 'm6i.large', 'c7g.xlarge'],
  );
  t.is(sizeWithin(bytes(GIB), 'm7g.medium'), 't4g.micro');
});
