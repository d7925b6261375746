import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { disturbanceOf, pauseUntil } from '../../../src/rehearsal/timeline/pause.ts';

test('a turn that comes more than 50 ms late ends a pause', (t) => {
  const due = milliseconds(1_020);
  t.deepEqual(pauseUntil(milliseconds(1_070), due), []);
  t.deepEqual(pauseUntil(milliseconds(1_071), due), [{ from: due, to: milliseconds(1_071) }]);
});

const pause = (from: number, to: number) => ({ from: milliseconds(from), to: milliseconds(to) });

test('pauses in which something happened are told by their number and the longest', (t) => {
  const moments = [milliseconds(40), milliseconds(210)];
  t.is(disturbanceOf([], moments), undefined);
  t.is(
    disturbanceOf([pause(0, 80.4)], moments),
    'the measuring process paused once when something happened, for 80ms at most',
  );
  t.is(
    disturbanceOf([pause(0, 80), pause(200, 350)], moments),
    'the measuring process paused 2 times when something happened, for 150ms at most',
  );
});

test('what is seen in the first answers after a pause may have happened in it, and a pause apart from that makes nothing late', (t) => {
  const told = (at: number): boolean => disturbanceOf([pause(100, 180)], [milliseconds(at)]) !== undefined;
  t.deepEqual([99, 100, 180, 220, 221].map(told), [false, true, true, true, false]);
});
