import test from 'ava';
import { engineWarning } from '../../src/rehearsal/engine-line.ts';

test('an engine of the line of its package is no reason to warn', (t) => {
  t.is(engineWarning({ name: 'Redis', version: '7.2.6' }, '7.2'), undefined);
  t.is(engineWarning({ name: 'Redis', version: '8.0.2' }, '8.0'), undefined);
});

for (const [name, version] of [
  ['Redis', '7.0.15'],
  ['Redis', '7.20.1'],
  ['Valkey', '7.2.6'],
] as const)
  test(`${name} ${version} in the place of redis72 is warned of, with what both are`, (t) => {
    t.is(
      engineWarning({ name, version }, '7.2'),
      `${name} ${version} was rehearsed, and the package redis72 is Redis 7.2: what changed between the two is not told`,
    );
  });
