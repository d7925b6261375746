import test from 'ava';
import { isPackageName, PACKAGES } from '../../src/definition/packages.ts';
import { SIZES, sizeOf } from '../../src/definition/sizes.ts';

const GIB = 1024 ** 3;

test('memory and processors of sizes that AWS publishes', (t) => {
  t.deepEqual(
    (['m7g.medium', 'r7g.large', 'c7i.xlarge', 't4g.small'] as const).map((name) => {
      const { memory, cpus, architecture, burstable } = sizeOf(name);
      return [memory / GIB, cpus, architecture, burstable];
    }),
    [
      [4, 1, 'arm64', false],
      [16, 2, 'arm64', false],
      [8, 4, 'amd64', false],
      [2, 2, 'arm64', true],
    ],
  );
});

test('medium sizes of fixed performance exist on Graviton only', (t) => {
  const medium = [...SIZES].filter(([name, { burstable }]) => name.endsWith('.medium') && !burstable);
  t.true(medium.length > 0 && medium.every(([, { architecture }]) => architecture === 'arm64'));
});

test('names that objects have by birth are neither sizes nor packages', (t) => {
  t.deepEqual(
    ['constructor', '__proto__', 'toString'].map((name) => SIZES.has(name) || isPackageName(name)),
    [false, false, false],
  );
});

test('every package of Redis that is accepted is of the version in its name', (t) => {
  const { valkey: _, ...ofRedis } = PACKAGES;
  t.deepEqual(
    Object.keys(ofRedis),
    Object.values(ofRedis).map(({ version }) => `redis${version.replace('.', '')}`),
  );
});
