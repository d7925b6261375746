import test from 'ava';
import { chooseDrills, durationOf } from '../../src/rehearsal/choose.ts';
import { DRILLS } from '../../src/rehearsal/drills/index.ts';
import { shipped, small } from '../_environment.ts';

test('drills that are named are chosen in the order in which all are run, and each once', (t) => {
  const chosen = chooseDrills(DRILLS, small(), { names: ['hang-primary', 'kill-primary', 'hang-primary'] });
  t.deepEqual(
    chosen.map(({ name }) => name),
    ['kill-primary', 'hang-primary'],
  );
});

test('without names all drills are chosen but those that take long, in parts that are all of them together', async (t) => {
  const quorum = await shipped('quorum');
  const core = DRILLS.filter(({ isExtra }) => isExtra !== true);
  t.deepEqual(chooseDrills(DRILLS, quorum), core);
  t.deepEqual(chooseDrills(DRILLS, quorum, { isAll: true }), DRILLS);
  const parts = [1, 2, 3].flatMap((part) => chooseDrills(DRILLS, quorum, { shard: { part, of: 3 } }));
  const sorted = (drills: typeof DRILLS) => drills.map(({ name }) => name).sort();
  t.deepEqual(sorted(parts), sorted(core));
});

test('a drill that takes long is run where it is named', async (t) => {
  const [extra] = DRILLS.filter(({ isExtra }) => isExtra === true);
  const chosen = chooseDrills(DRILLS, await shipped('quorum'), { names: [extra?.name ?? ''] });
  t.deepEqual(chosen, [extra]);
});

test('a drill that waits for Sentinel to try again takes longer, and one that cannot be run takes nothing', async (t) => {
  const lab = await shipped('lab');
  for (const drill of DRILLS.filter(({ brings }) => brings === undefined)) {
    const takes = durationOf(drill, lab);
    t.is(takes === 0, drill.unfit?.(lab) !== undefined, drill.name);
    if (takes > 0)
      t.is(takes > lab.sentinel.failoverTimeout, drill.name.startsWith('kill-leader'), drill.name);
  }
});
