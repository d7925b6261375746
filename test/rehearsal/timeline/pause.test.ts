import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { disturbanceOf, pauseBetween } from '../../../src/rehearsal/timeline/pause.ts';

const [last, period] = [milliseconds(1_000), milliseconds(20)];

test('a turn that comes more than 50 ms late ends a pause', (t) => {
  t.deepEqual(pauseBetween(last, milliseconds(1_070), period), []);
  t.deepEqual(pauseBetween(last, milliseconds(1_071), period), [{ from: 1_020, to: 1_071 }]);
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
