import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import {
  type Answer,
  onReplaced,
  type Reign,
  successionOf,
} from '../../../src/rehearsal/ledger/succession.ts';
import type { Lane } from '../../../src/rehearsal/record.ts';

/** What a Sentinel named: each name from its time to that of the next one. */
function lane(host: string, ...names: readonly (readonly [from: number, value: string])[]): Lane<string> {
  return {
    host,
    spans: names.map(([from, value], at) => ({
      from: milliseconds(from),
      to: milliseconds(names[at + 1]?.[0] ?? 60_000),
      value,
    })),
  };
}

function answers(by: string, ...times: readonly number[]): readonly Answer[] {
  return times.map((at) => ({ at: milliseconds(at), by }));
}

function replacedFor(reigns: readonly Reign[], given: readonly Answer[]): number {
  return onReplaced(reigns, given);
}

const SWITCH = [
  lane('s1', [-1_000, 'one'], [6_200, 'two']),
  lane('s2', [-1_000, 'one'], [6_000, 'two']),
  lane('s3', [-1_000, 'one'], [5_900, 'silent'], [7_000, 'two']),
];

test('a primary is the one of the group from when the first Sentinel named it, once most of them do', (t) => {
  t.deepEqual(successionOf(SWITCH), [
    { from: -1_000, primary: 'one' },
    { from: 6_000, primary: 'two' },
  ]);
});

test('a Sentinel that comes back with an old file replaces nobody', (t) => {
  const lanes = [
    lane('s1', [0, 'two']),
    lane('s2', [0, 'two'], [1_000, 'silent'], [2_000, 'one'], [2_500, 'two']),
    lane('s3', [0, 'two']),
  ];
  t.deepEqual(successionOf(lanes), [{ from: 0, primary: 'two' }]);
});

test('one Sentinel of two that is silent does not decide, and one alone does', (t) => {
  t.deepEqual(successionOf([lane('s1', [0, 'one'], [10, 'two'])]), [
    { from: 0, primary: 'one' },
    { from: 10, primary: 'two' },
  ]);
  t.deepEqual(successionOf([lane('s1', [0, 'one']), lane('s2', [0, 'two'])]), []);
  t.deepEqual(successionOf([]), []);
});

test('a client stays on a replaced primary until the last answer that it gets there', (t) => {
  const reigns = successionOf(SWITCH);
  t.is(replacedFor(reigns, [...answers('one', 0, 5_990, 6_400, 9_000), ...answers('two', 9_500)]), 3_000);
  t.is(replacedFor(reigns, [...answers('one', 0, 5_990), ...answers('two', 6_100, 50_000)]), 0);
});

test('a primary that leads again is not a replaced one, and one that nobody named neither', (t) => {
  const reigns = successionOf([lane('s1', [0, 'one'], [1_000, 'two'], [2_000, 'one'])]);
  t.is(replacedFor(reigns, [...answers('one', 500, 2_500), ...answers('three', 1_500)]), 0);
  t.is(replacedFor(reigns, answers('one', 1_250)), 250);
  t.is(replacedFor(reigns, answers('two', 2_750)), 750);
  t.is(replacedFor(reigns, [{ at: milliseconds(1_500), by: undefined }]), 0);
});

testProp(
  'who always writes to the primary of the moment is never on a replaced one',
  [fc.array(fc.constantFrom('one', 'two', 'three'), { minLength: 1 })],
  (t, names) => {
    const reigns = successionOf([lane('s1', ...names.map((name, at) => [at * 1_000, name] as const))]);
    t.is(
      replacedFor(
        reigns,
        names.flatMap((name, at) => answers(name, at * 1_000, at * 1_000 + 999)),
      ),
      0,
    );
  },
);
