import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { disturbanceOf, pauseUntil } from '../../../src/rehearsal/timeline/pause.ts';

test('a turn that comes more than 50 ms late ends a pause', (t) => {
  const due = milliseconds(1_020);
  t.deepEqual(pauseUntil(milliseconds(1_070), due), []);
  t.deepEqual(pauseUntil(milliseconds(1_071), due), [{ from: due, to: milliseconds(1_071) }]);
});

test('pauses are told by their number and the longest', (t) => {
  const pause = (from: number, to: number) => ({ from: milliseconds(from), to: milliseconds(to) });
  t.is(disturbanceOf([]), undefined);
  t.is(disturbanceOf([pause(0, 80.4)]), 'the measuring process paused once, for 80ms at most');
  t.is(
    disturbanceOf([pause(0, 80), pause(200, 350)]),
    'the measuring process paused 2 times, for 150ms at most',
  );
});
