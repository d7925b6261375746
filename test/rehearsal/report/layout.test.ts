import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { LABEL, type PlacedMark } from '../../../src/rehearsal/report/timeline/labels.ts';
import {
  layOutTimeline,
  type PlacedLane,
  SIZE,
  type TimelineLayout,
  type Width,
} from '../../../src/rehearsal/report/timeline/layout.ts';
import { roleBars } from '../../../src/rehearsal/report/timeline/role-bars.ts';
import { widthOf } from '../../../src/report/graph/lines.ts';
import { shipped } from '../../_environment.ts';
import { anyRound } from '../_arbitrary-record.ts';
import { madeRehearsal } from '../_made-record.ts';

const width = fc.constantFrom<Width>('wide', 'narrow');

function bottomOf({ box, lines }: PlacedMark): number {
  return box.top + lines.length * LABEL.line;
}

function lanesOf({ groups }: TimelineLayout): readonly PlacedLane[] {
  return groups.flatMap(({ lanes }) => lanes);
}

testProp(
  'no words of a mark stand on those of another, and all are on the sheet',
  [anyRound, width],
  (t, round, wide) => {
    const { marks, width: sheet, axis } = layOutTimeline(round, wide);
    t.is(marks.length, round.marks.length);
    for (const [at, one] of marks.entries()) {
      t.true(
        one.box.left >= 0 && one.box.right <= sheet && one.box.top >= 0 && bottomOf(one) <= axis,
        JSON.stringify(one),
      );
      for (const other of marks.slice(at + 1)) {
        const apart = one.box.right <= other.box.left || other.box.right <= one.box.left;
        t.true(
          apart || bottomOf(one) <= other.box.top || bottomOf(other) <= one.box.top,
          JSON.stringify([one, other]),
        );
      }
    }
  },
);

testProp(
  'the words of a mark on the right of its line stand on no line of a later one',
  [anyRound, width],
  (t, round, wide) => {
    const { marks } = layOutTimeline(round, wide);
    t.is(marks.length, round.marks.length);
    for (const one of marks.filter(({ side }) => side === 'right'))
      for (const other of marks)
        if (other.x > one.x && other.x < one.box.right)
          t.true(other.box.top >= bottomOf(one), JSON.stringify([one, other]));
  },
);

testProp(
  'lanes stand below each other, with their bars on the sheet and words that fit in them',
  [anyRound, width],
  (t, round, wide) => {
    const layout = layOutTimeline(round, wide);
    let above = layout.axis;
    for (const { y, textY, title, note, bars, point } of lanesOf(layout)) {
      t.true(textY - SIZE.text >= above && y >= above);
      above = Math.max(y + SIZE.bar, textY + (title.length + note.length - 1) * SIZE.line);
      for (const bar of bars) {
        t.true(bar.x >= 0 && bar.width >= 1 && bar.x + bar.width <= layout.width, JSON.stringify(bar));
        if (bar.words !== undefined) t.true(widthOf(bar.words, SIZE.text) < bar.width);
      }
      t.true(point === undefined || (point >= layout.scale.left && point <= layout.scale.right));
    }
    t.true(above <= layout.height);
  },
);

testProp(
  'the axis has at least two labels, in order, with the fault in the window',
  [anyRound, width],
  (t, round, wide) => {
    const { ticks, scale } = layOutTimeline(round, wide);
    t.true(ticks.length >= 2 && ticks.length <= 20, String(ticks.length));
    t.true(ticks.every(({ x }, at) => at === 0 || x > (ticks[at - 1]?.x ?? 0)));
    t.true(scale.window.from < 0 && scale.window.to > 0);
  },
);

testProp('everything that happened is in the window', [anyRound], (t, round) => {
  const { from, to } = layOutTimeline(round, 'wide').scale.window;
  const times = [
    ...round.marks.map(({ at }) => at),
    ...Object.values(round.measured),
    ...round.account.clients.flatMap(({ gap }) => [gap.from, gap.to]),
  ];
  t.true(times.every((at) => at > from && at < to));
});

test('a client that wrote to the replaced primary has a bar of its own that says for how long', async (t) => {
  const [, plain] = madeRehearsal(await shipped('lab')).drills;
  const [round] = plain?.rounds ?? [];
  if (round === undefined) return t.fail();
  const bars = lanesOf(layOutTimeline(round, 'wide')).flatMap((lane) => lane.bars);
  const stray = bars.filter(({ kind }) => kind === 'replaced');
  t.deepEqual(
    stray.map(({ words }) => words),
    round.account.clients.map(() => 'writes to the replaced primary for 10.1 s'),
  );
});

testProp(
  'the bars of a data host cover its roles, without gaps and overlaps',
  [anyRound],
  (t, { timeline }) => {
    t.plan(timeline.roles.length + 1);
    for (const lane of timeline.roles) {
      const bars = roleBars(lane, timeline.follows);
      const edges = bars.slice(1).map(({ from }, at) => from - (bars[at]?.to ?? 0));
      t.deepEqual(
        [bars[0]?.from, bars.at(-1)?.to, ...edges],
        [lane.spans[0]?.from, lane.spans.at(-1)?.to, ...edges.map(() => 0)],
      );
    }
    t.pass();
  },
);

test('the bar of a replica says whom it follows, and that it is not in sync until it is', async (t) => {
  const [killed] = madeRehearsal(await shipped('lab')).drills;
  const timeline = killed?.rounds[0]?.timeline;
  const told = timeline?.roles.map((lane) => roleBars(lane, timeline.follows).map(({ words }) => words[0]));
  t.deepEqual(told, [
    ['primary', 'no answer', 'replica, not in sync', 'replica of node01'],
    ['replica of ns', 'replica, not in sync', 'primary'],
    ['replica of ns', 'replica, not in sync', 'replica of node01'],
  ]);
});

test('a client that never got an acknowledgement is not shown as one that writes', async (t) => {
  const [killed] = madeRehearsal(await shipped('lab')).drills;
  const [round] = killed?.rounds ?? [];
  const [client] = round?.account.clients ?? [];
  if (round === undefined || client === undefined) return t.fail();
  const none = { kept: 0, lost: 0, unacknowledged: 2, refused: 9, doubled: 0 };
  const zero = milliseconds(0);
  const clients = [{ ...client, fate: none, gap: { from: zero, to: zero } }];
  const layout = layOutTimeline({ ...round, account: { ...round.account, clients } }, 'wide');
  const lane = lanesOf(layout).find(({ title }) => title.join(' ').startsWith(client.client));
  t.deepEqual(
    lane?.bars.map(({ kind, words }) => [kind, words]),
    [['gap', 'no write was acknowledged']],
  );
});

test('a moment that never came says so, and has no sign on its lane', async (t) => {
  const [, , killed] = madeRehearsal(await shipped('lab')).drills;
  const [round] = killed?.rounds ?? [];
  if (round === undefined) return t.fail();
  const lane = lanesOf(layOutTimeline(round, 'wide')).find(({ title }) =>
    title.join(' ').startsWith('promoted'),
  );
  t.deepEqual([lane?.title, lane?.alarm, lane?.point], [['promoted: not seen'], true, undefined]);
});

test('a moment outside of its forecast is marked as off', async (t) => {
  const [killed] = madeRehearsal(await shipped('quorum')).drills;
  const round = killed?.rounds[1];
  if (round === undefined) return t.fail();
  const lane = lanesOf(layOutTimeline(round, 'wide')).find(({ title }) =>
    title.join(' ').startsWith('takes writes'),
  );
  t.is(lane?.alarm, true);
  t.true(lane?.note.join(' ').endsWith(', off'), lane?.note.join(' '));
});

test('a round in which nothing was seen still has an axis', (t) => {
  const nothing = layOutTimeline(
    {
      marks: [],
      timeline: { roles: [], follows: [], named: [], events: [], offsets: [] },
      account: {
        total: { kept: 0, lost: 0, unacknowledged: 0, refused: 0, doubled: 0 },
        repeated: 0,
        clients: [],
      },
      measured: {},
      forecast: undefined,
      checks: [],
      beyond: undefined,
      disturbed: undefined,
      wreck: undefined,
    },
    'narrow',
  );
  t.deepEqual(nothing.groups, []);
  t.is(nothing.scale.window.from, milliseconds(-400));
  t.true(nothing.ticks.length >= 2);
});
