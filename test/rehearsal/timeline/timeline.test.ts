import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Part, Sample } from '../../../src/rehearsal/timeline/samples.ts';
import { timelineOf } from '../../../src/rehearsal/timeline/timeline.ts';
import { small } from '../../_environment.ts';

const environment = small();
const [one = '', two = ''] = environment.hosts.map(({ address }) => address);

function part(at: number, role: Part['role'], offset?: number, follows?: string): Sample<Part> {
  return { at: milliseconds(at), said: { role, offset, follows } };
}

function silence(at: number): { readonly at: ReturnType<typeof milliseconds>; readonly said: undefined } {
  return { at: milliseconds(at), said: undefined };
}

const SEEN = {
  parts: new Map([
    ['one', [part(1_000, 'primary', 10), part(1_020, 'primary', 20), silence(1_500)]],
    ['two', [part(1_000, 'replica', 10, one), part(1_600, 'replica'), part(1_800, 'primary', 30)]],
  ]),
  names: new Map([
    [
      'three',
      [
        { at: milliseconds(1_000), said: one },
        { at: milliseconds(1_900), said: '10.0.0.99' },
        { at: milliseconds(1_950), said: two },
      ],
    ],
  ]),
  events: [{ at: milliseconds(1_700), host: 'three', event: '+sdown', detail: `master small ${one} 6379` }],
};

const timeline = timelineOf(environment, SEEN, milliseconds(2_000), milliseconds(1_500));

/** Compared by value, not by unit. */
function plain(value: unknown): unknown {
  return value;
}

test('times count from the fault', (t) => {
  t.deepEqual(plain(timeline.roles), [
    {
      host: 'one',
      spans: [
        { from: -500, to: 0, value: 'primary' },
        { from: 0, to: 500, value: 'silent' },
      ],
    },
    {
      host: 'two',
      spans: [
        { from: -500, to: 300, value: 'replica' },
        { from: 300, to: 500, value: 'primary' },
      ],
    },
  ]);
  t.is(timeline.events[0]?.at, milliseconds(200));
});

test('addresses are told as hosts, and one that is none as it is', (t) => {
  t.deepEqual(plain(timeline.follows[1]?.spans), [
    { from: -500, to: 100, value: 'one' },
    { from: 100, to: 500, value: 'nobody' },
  ]);
  t.deepEqual(
    timeline.named[0]?.spans.map(({ value }) => value),
    ['one', '10.0.0.99', 'two'],
  );
});

test('offsets are kept at a distance, and only known ones', (t) => {
  t.deepEqual(plain(timeline.offsets), [
    { host: 'one', samples: [[-500, 10]] },
    {
      host: 'two',
      samples: [
        [-500, 10],
        [300, 30],
      ],
    },
  ]);
});
