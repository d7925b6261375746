import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { fateOf, figuresOf, gapOf, spreadOf } from '../../../src/rehearsal/report/figures.ts';
import { shipped } from '../../_environment.ts';
import { anyRehearsal } from '../_arbitrary-record.ts';
import { madeRehearsal } from '../_made-record.ts';

const times = fc.array(fc.integer().map(milliseconds), { minLength: 1 });

testProp(
  'at most half of what was measured is below the middle, and at most half above',
  [times],
  (t, all) => {
    const spread = spreadOf(all);
    if (spread === undefined) return t.fail();
    t.true(all.filter((one) => one < spread.median).length <= all.length / 2);
    t.true(all.filter((one) => one > spread.median).length <= all.length / 2);
    t.deepEqual([spread.from, spread.to, spread.times], [Math.min(...all), Math.max(...all), all.length]);
  },
);

test('nothing has no middle', (t) => t.is(spreadOf([]), undefined));

testProp(
  'the figures of a drill hold every round, and no moment that came in none',
  [anyRehearsal],
  (t, { drills }) => {
    t.is(new Set(drills.map(({ drill }) => drill)).size, drills.length);
    for (const drill of drills) {
      const { moments, fate, gap, rounds } = figuresOf(drill);
      t.is(rounds, drill.rounds.length);
      t.is(
        fate.lost,
        drill.rounds.reduce((sum, { account }) => sum + account.total.lost, 0),
      );
      for (const [moment, { times }] of moments)
        t.is(times, drill.rounds.filter(({ measured }) => measured[moment] !== undefined).length);
      const gaps = drill.rounds.flatMap(({ account }) => account.clients.map(gapOf));
      t.is(gap?.to, gaps.length === 0 ? undefined : milliseconds(Math.max(...gaps)));
    }
  },
);

test('the writes of a whole rehearsal are those of all its drills', async (t) => {
  const { kept, lost, unacknowledged } = fateOf(madeRehearsal(await shipped('lab')));
  t.deepEqual([kept, lost, unacknowledged], [3 * 5_944 + 2_010 + 3_100 + 5_944, 4_410, 4]);
});
