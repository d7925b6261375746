import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { roundForecast } from '../../src/rehearsal/round-forecast.ts';
import { forecast, isNever, type Moment } from '../../src/topology/forecast.ts';
import { setbacksOf } from '../../src/topology/setbacks.ts';
import type { Span } from '../../src/topology/sum.ts';
import { small } from '../_environment.ts';

const GROUP = small({ sentinel: { quorum: 2, downAfter: '3s', failoverTimeout: '20s' } });
const MOMENTS = ['detected', 'role', 'writable', 'named', 'namedByAll', 'synced'] as const;

function spanOf(moment: Moment): Span {
  const when = forecast(GROUP, 'killed')[moment];
  if (isNever(when)) throw new Error(when.never);
  return when;
}

testProp(
  'moments inside their spans are not off, and a moment outside of its span is',
  [fc.constantFrom(...MOMENTS), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(-200, 0, 200)],
  (t, moment, share, beyond) => {
    const { from, to } = spanOf(moment);
    const inside = from + share * (to - from);
    const at = beyond === 0 ? inside : beyond < 0 ? from + beyond : to + beyond;
    const { off, spans, fault } = roundForecast(GROUP, 'killed', false, { [moment]: milliseconds(at) });
    t.is(fault, 'killed');
    t.deepEqual(spans[moment], { from, to });
    t.deepEqual(
      off.map((one) => [one.moment, one.measured]),
      beyond === 0 ? [] : [[moment, milliseconds(at)]],
    );
  },
);

test('the term that is off is the first one that took longer than it may', (t) => {
  const measured = {
    detected: milliseconds(3_100),
    role: milliseconds(3_400),
    named: milliseconds(8_000),
    namedByAll: milliseconds(8_050),
    synced: milliseconds(8_100),
  };
  const { off } = roundForecast(GROUP, 'killed', false, measured);
  t.deepEqual(
    off.map(({ moment, term }) => [moment, term]),
    [
      ['named', 'poll'],
      ['namedByAll', 'poll'],
    ],
  );
});

test('what comes as much later as a next try is late since the first one failed', (t) => {
  const { off } = roundForecast(GROUP, 'killed', false, { role: milliseconds(43_900) });
  t.deepEqual(off, [
    { moment: 'role', measured: milliseconds(43_900), term: 'retry, since the first try failed' },
  ]);
});

test('where the first try is made to fail, all that follows the detection is forecast as much later', (t) => {
  const { adds } = setbacksOf(GROUP);
  const { spans } = roundForecast(GROUP, 'killed', true, {});
  t.deepEqual(spans.detected, spanOf('detected'));
  for (const moment of ['role', 'writable', 'named', 'namedByAll', 'synced'] as const) {
    const { from, to } = spanOf(moment);
    t.deepEqual(spans[moment], { from: from + adds.span.from, to: to + adds.span.to } as Span, moment);
  }
});
