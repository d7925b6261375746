import test from 'ava';
import { FaultCounter } from '../../src/local/faults.ts';

test('a source fails as often as it was told, then answers', (t) => {
  const faults = new FaultCounter();
  faults.set({ mirror: 2 });
  t.deepEqual(
    [faults.strikes('mirror'), faults.strikes('mirror'), faults.strikes('mirror')],
    [true, true, false],
  );
});

test('sources count for themselves, and keep their count when another is set', (t) => {
  const faults = new FaultCounter();
  faults.set({ mirror: 1 });
  faults.set({ metadata: 1 });
  t.false(faults.strikes('secrets'));
  t.true(faults.strikes('metadata'));
  t.true(faults.strikes('mirror'));
});
