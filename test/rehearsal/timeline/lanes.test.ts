import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { type Milliseconds, milliseconds } from '../../../src/base/units.ts';
import { laneOf, type Point, valueAt } from '../../../src/rehearsal/timeline/lanes.ts';

type Role = 'primary' | 'replica' | 'silent';

function point(at: number, value: Role): Point<Role> {
  return { at: milliseconds(at), value };
}

/** Points in the order of their time, some at the same one, and an end that is not before them. */
const points = fc
  .array(fc.tuple(fc.nat(20), fc.constantFrom<Role>('primary', 'replica', 'silent')))
  .map((steps) => {
    let at = -30;
    return steps.map(([step, value]) => {
      at += step;
      return point(at, value);
    });
  });

function endOf(seen: readonly Point<Role>[], rest: number): Milliseconds {
  return milliseconds((seen.at(-1)?.at ?? 0) + rest);
}

test('something is what it was seen to be until it is seen to be something else', (t) => {
  const seen = [point(-20, 'primary'), point(0, 'primary'), point(20, 'silent'), point(40, 'replica')];
  t.deepEqual(laneOf('ns', seen, milliseconds(60)), {
    host: 'ns',
    spans: [
      { from: milliseconds(-20), to: milliseconds(20), value: 'primary' },
      { from: milliseconds(20), to: milliseconds(40), value: 'silent' },
      { from: milliseconds(40), to: milliseconds(60), value: 'replica' },
    ],
  });
});

test('of what was seen at one moment the last counts', (t) => {
  const seen = [point(0, 'replica'), point(10, 'silent'), point(10, 'replica'), point(20, 'primary')];
  t.deepEqual(
    laneOf('ns', seen, milliseconds(30)).spans.map(({ from, value }) => [from, value]),
    [
      [0, 'replica'],
      [20, 'primary'],
    ],
  );
});

test('what was never seen has no spans', (t) => {
  t.deepEqual(laneOf('ns', [], milliseconds(60)).spans, []);
});

testProp(
  'spans follow one another without gaps, and neighbours differ',
  [points, fc.nat(20)],
  (t, seen, rest) => {
    const end = endOf(seen, rest);
    const { spans } = laneOf('ns', seen, end);
    for (const [at, { from, to, value }] of spans.entries()) {
      t.true(from < to);
      t.is(from, at === 0 ? (seen[0]?.at ?? from) : (spans[at - 1]?.to ?? from));
      t.not(value, spans[at - 1]?.value);
    }
    t.is(spans.at(-1)?.to, spans.length === 0 ? undefined : end);
  },
);

testProp(
  'a lane is at each moment what was seen last',
  [points, fc.nat(20), fc.nat(400)],
  (t, seen, rest, moment) => {
    const end = endOf(seen, rest);
    const at = moment - 40;
    const last = at < end ? seen.findLast((one) => one.at <= at)?.value : undefined;
    t.is(valueAt(laneOf('ns', seen, end), at), last);
  },
);
