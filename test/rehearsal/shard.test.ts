import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { UsageError } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import { drillsOf, shardNamed, type Timed } from '../../src/rehearsal/shard.ts';

const drills = fc.uniqueArray(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 8 }),
    takes: fc.nat({ max: 60_000 }).map(milliseconds),
  }),
  { selector: ({ name }) => name, maxLength: 40 },
);

function partsOf(all: readonly Timed[], of: number): readonly (readonly Timed[])[] {
  return Array.from({ length: of }, (_, at) => drillsOf(all, { part: at + 1, of }));
}

function load(part: readonly Timed[]): number {
  return part.reduce((sum, { takes }) => sum + takes, 0);
}

testProp(
  'every drill is in exactly one part, and each part keeps the order of all',
  [drills, fc.integer({ min: 1, max: 12 })],
  (t, all, of) => {
    const parts = partsOf(all, of);
    t.deepEqual(
      parts.flat().sort((one, other) => all.indexOf(one) - all.indexOf(other)),
      [...all],
    );
    for (const part of parts)
      t.deepEqual(
        part,
        all.filter((drill) => part.includes(drill)),
      );
  },
);

testProp(
  'no part takes longer than another by more than its longest drill',
  [drills, fc.integer({ min: 1, max: 12 })],
  (t, all, of) => {
    const loads = partsOf(all, of).map(load);
    const longest = Math.max(0, ...all.map(({ takes }) => takes));
    t.true(Math.max(...loads) - Math.min(...loads) <= longest);
  },
);

testProp(
  'a part is the same whatever the order in which drills are given',
  [drills.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))],
  (t, [all, shuffled]) => {
    const names = (given: readonly Timed[]) =>
      drillsOf(given, { part: 1, of: 3 })
        .map(({ name }) => name)
        .sort();
    t.deepEqual(names(shuffled), names(all));
  },
);

test('a part is read from its number and the number of parts', (t) => {
  t.deepEqual(shardNamed('2/4'), { part: 2, of: 4 });
  t.deepEqual(shardNamed('1/1'), { part: 1, of: 1 });
});

for (const text of [
  '0/4',
  '5/4',
  '2',
  '2/',
  '/4',
  '2/0',
  '-1/4',
  '2/4/8',
  '2 / 4',
  '100/100',
  'two/four',
  '',
])
  test(`"${text}" is no part, and the error says what one looks like`, (t) => {
    const error = t.throws(() => shardNamed(text), { instanceOf: UsageError });
    t.true(error?.message.startsWith(`--shard ${text} is not possible; give a part`), error?.message);
  });
