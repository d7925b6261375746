import test from 'ava';
import { chooseDrills, durationOf } from '../../src/rehearsal/choose.ts';
import { DRILLS } from '../../src/rehearsal/drills/index.ts';
import { shipped, small } from '../_environment.ts';

test('drills that are named are chosen in the order in which all are run, and each once', (t) => {
  const chosen = chooseDrills(DRILLS, small(), ['hang-primary', 'kill-primary', 'hang-primary'], undefined);
  t.deepEqual(
    chosen.map(({ name }) => name),
    ['kill-primary', 'hang-primary'],
  );
});

test('without names all drills are chosen, in parts that are all of them together', async (t) => {
  const quorum = await shipped('quorum');
  t.deepEqual(chooseDrills(DRILLS, quorum, [], undefined), DRILLS);
  const parts = [1, 2, 3].flatMap((part) => chooseDrills(DRILLS, quorum, [], { part, of: 3 }));
  const sorted = (drills: typeof DRILLS) => drills.map(({ name }) => name).sort();
  t.deepEqual(sorted(parts), sorted(DRILLS));
});

test('a drill that waits for Sentinel to try again takes longer, and one that cannot be run takes nothing', async (t) => {
  const lab = await shipped('lab');
  for (const drill of DRILLS) {
    const takes = durationOf(drill, lab);
    t.is(takes === 0, drill.unfit?.(lab) !== undefined, drill.name);
    if (takes > 0)
      t.is(takes > lab.sentinel.failoverTimeout, drill.name.startsWith('kill-leader'), drill.name);
  }
});
