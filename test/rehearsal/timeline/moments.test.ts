import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Lane, SentinelEvent, Timeline } from '../../../src/rehearsal/record.ts';
import { momentsOf } from '../../../src/rehearsal/timeline/moments.ts';

const END = 20_000;

/** A lane by when it turns to what. */
function lane<Value extends string>(
  host: string,
  ...turns: readonly (readonly [at: number, value: Value])[]
): Lane<Value> {
  const spans = turns.map(([at, value], index) => ({
    from: milliseconds(at),
    to: milliseconds(turns[index + 1]?.[0] ?? END),
    value,
  }));
  return { host, spans };
}

function event(at: number, name: string, detail: string): SentinelEvent {
  return { at: milliseconds(at), host: 's1', event: name, detail };
}

/** The primary `ns` is killed; `node01` takes over; `s1` leads. */
const FAILOVER: Timeline = {
  roles: [
    lane('ns', [-500, 'primary'], [10, 'silent'], [9_000, 'primary'], [9_500, 'replica']),
    lane('node01', [-500, 'replica'], [5_600, 'primary']),
    lane('node02', [-500, 'replica']),
  ],
  follows: [
    lane('ns', [-500, 'nobody'], [10, 'silent'], [9_000, 'nobody'], [9_800, 'node01']),
    lane('node01', [-500, 'ns'], [20, 'nobody']),
    lane('node02', [-500, 'ns'], [20, 'nobody'], [7_100, 'node01']),
  ],
  named: [
    lane('s1', [-500, 'ns'], [6_300, 'node01']),
    lane('s2', [-500, 'ns'], [6_900, 'node01']),
    lane('s3', [-500, 'ns'], [10, 'silent'], [9_000, 'ns'], [9_400, 'node01']),
  ],
  events: [
    event(-300, '+sdown', 'master lab 10.0.0.30 6379'),
    event(5_000, '+sdown', 'slave 10.0.0.52:6379 10.0.0.52 6379 @ lab 10.0.0.30 6379'),
    event(5_100, '+sdown', 'master lab 10.0.0.30 6379'),
    event(5_300, '+sdown', 'master lab 10.0.0.30 6379'),
  ],
  offsets: [],
};

/** Compared by value, not by unit. */
function plain(value: unknown): unknown {
  return value;
}

test('every moment of a failover is when it was first seen', (t) => {
  t.deepEqual(plain(momentsOf(FAILOVER, milliseconds(7_700), 1)), {
    detected: 5_100,
    role: 5_600,
    writable: 7_100,
    named: 6_300,
    namedByAll: 6_900,
    synced: 7_100,
  });
});

test('a new primary takes writes as soon as its write guard is met, or a client that came first says so', (t) => {
  const writable = (wrote: number | undefined, guard: number): unknown =>
    momentsOf(FAILOVER, wrote === undefined ? undefined : milliseconds(wrote), guard).writable;
  t.is(writable(7_700, 0), 5_600);
  t.is(writable(7_700, 1), 7_100);
  t.is(writable(9_900, 2), 9_800);
  t.is(writable(7_050, 1), 7_050);
  t.is(writable(9_900, 3), 9_900);
  t.is(writable(undefined, 1), undefined, 'nobody wrote, so nobody knows');
});

test('without a failover only the detection is left, or nothing', (t) => {
  const still = {
    ...FAILOVER,
    roles: [lane('ns', [-500, 'primary']), lane('node01', [-500, 'replica'])] as const,
    named: [lane('s1', [-500, 'ns'])],
  };
  t.deepEqual(plain(momentsOf(still, undefined, 1)), { detected: 5_100 });
  t.deepEqual(momentsOf({ ...still, events: [] }, undefined, 1), {});
});

test('what one Sentinel or replica that answers never comes to is left out', (t) => {
  const stuck = {
    ...FAILOVER,
    named: [lane('s1', [-500, 'ns'], [6_300, 'node01']), lane('s2', [-500, 'ns'])],
    follows: FAILOVER.follows.map((one) => (one.host === 'node02' ? lane('node02', [-500, 'ns']) : one)),
  };
  t.deepEqual(plain(momentsOf(stuck, undefined, 1)), { detected: 5_100, role: 5_600, named: 6_300 });
});

test('with no other replica none is in sync', (t) => {
  const alone = { ...FAILOVER, follows: FAILOVER.follows.filter(({ host }) => host !== 'node02') };
  t.false('synced' in momentsOf(alone, undefined, 1));
});

test('a former primary that comes back as one is no promotion', (t) => {
  const back = {
    ...FAILOVER,
    roles: [
      lane('ns', [-500, 'primary'], [10, 'silent'], [900, 'primary']),
      lane('node01', [-500, 'replica']),
    ],
  } as const;
  t.false('role' in momentsOf(back, undefined, 1));
});

test('a primary that hangs, and so is silent since before the fault, takes no role when it wakes', (t) => {
  const woken: Timeline = {
    ...FAILOVER,
    roles: [
      lane('ns', [-500, 'primary'], [-90, 'silent'], [4_300, 'primary']),
      lane('node01', [-500, 'replica']),
      lane('node02', [-500, 'replica']),
    ],
    events: [],
  };
  t.deepEqual(plain(momentsOf(woken, undefined, 1)), {});
});
