import { testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Rehearsal } from '../../../src/rehearsal/record.ts';
import { compareRehearsals } from '../../../src/rehearsal/report/compare.ts';
import { comparisonReport } from '../../../src/rehearsal/report/comparison.ts';
import { type Element, textOf } from '../../../src/report/elements.ts';
import { shipped, small } from '../../_environment.ts';
import { anyRehearsal } from '../_arbitrary-record.ts';
import { madeRehearsal } from '../_made-record.ts';

/** Every text of a report, cell by cell. */
function textsOf(report: readonly Element[]): readonly string[] {
  return report.flatMap((element) => {
    if (element.kind === 'table') return element.rows.map((row) => row.map(textOf).join(' | '));
    if (element.kind === 'paragraph') return [textOf(element.text)];
    return element.kind === 'heading' ? [element.text] : [];
  });
}

testProp('a rehearsal compared with itself differs in nothing', [anyRehearsal], (t, rehearsal) => {
  const { settings, drills } = compareRehearsals(rehearsal, rehearsal);
  t.deepEqual(settings, []);
  for (const { verdict, lost, moments, gaps } of drills)
    for (const { before, after } of [verdict, lost, ...moments, ...gaps]) t.deepEqual(before, after);
});

testProp(
  'every drill of both sides is told, and the other side of one that is in one only is no number',
  [anyRehearsal, anyRehearsal],
  (t, one, other) => {
    const { drills } = compareRehearsals(one, other);
    const names = (rehearsal: Rehearsal) => rehearsal.drills.map(({ drill }) => drill);
    t.deepEqual(new Set(drills.map(({ drill }) => drill)), new Set([...names(one), ...names(other)]));
    for (const { drill, verdict, lost, rounds, moments, gaps } of drills)
      if (!names(other).includes(drill))
        for (const { after } of [verdict, lost, rounds, ...moments, ...gaps]) t.is(after, undefined);
  },
);

test('another engine and a longer downAfter are told, with the times that changed', async (t) => {
  const before = madeRehearsal(small());
  const slower = madeRehearsal(small({ sentinel: { quorum: 2, downAfter: '9s' } }));
  const after: Rehearsal = {
    ...slower,
    engine: { ...slower.engine, name: 'Valkey', version: '9.1.2' },
    drills: slower.drills.map((drill) => ({
      ...drill,
      rounds: drill.rounds.map((round) => ({
        ...round,
        measured: { ...round.measured, writable: milliseconds((round.measured.writable ?? 0) + 4_000) },
      })),
    })),
  };
  const texts = textsOf(comparisonReport(compareRehearsals(before, after)));
  t.true(texts.includes('engine | Redis 7.0.15 | Valkey 9.1.2'), texts.join('\n'));
  t.true(texts.includes('sentinel.downAfter | 5s | 9s'));
  t.true(texts.includes('takes writes | 6.3 s (6.3 s to 9.3 s) | 10.3 s (10.3 s to 13.3 s) | +4.0 s'));
  t.true(texts.includes('No verdict differs, of 5 drills.'));
});

test('numbers that are about the same are counted, and those of a drill that differ stand under its name', (t) => {
  const before = madeRehearsal(small());
  const [killed, ...others] = before.drills;
  if (killed === undefined) return t.fail();
  const later = (by: number): Rehearsal => {
    const rounds = killed.rounds.map((round) => ({
      ...round,
      measured: { ...round.measured, writable: milliseconds((round.measured.writable ?? 0) + by) },
    }));
    return { ...before, drills: [{ ...killed, rounds }, ...others] };
  };
  const texts = (by: number) => textsOf(comparisonReport(compareRehearsals(before, later(by))));
  t.false(texts(90).includes('kill-primary'));
  t.regex(texts(90).join('\n'), /^\d+ numbers of these drills differ by less than a tenth or 100 ms/m);
  const [all = 0, fewer = 0] = [texts(90), texts(8_000)].map((told) =>
    Number(/^\d+/.exec(told.find((text) => text.includes('numbers of')) ?? '')),
  );
  t.is(all - fewer, 1);
  const shown = texts(8_000);
  t.regex(shown[shown.indexOf('kill-primary') + 1] ?? '', /^takes writes \|.*\+8\.0 s$/);
  t.regex(shown[shown.indexOf('kill-primary') + 2] ?? '', /numbers of these drills/);
});

test('a drill and a moment of one side only are told as not known, and so is a part that is missing', async (t) => {
  const whole = madeRehearsal(await shipped('lab'));
  const [killed, , , planned] = whole.drills;
  if (killed === undefined || planned === undefined) return t.fail();
  const blind = { ...planned, rounds: planned.rounds.map((round) => ({ ...round, measured: {} })) };
  const after: Rehearsal = { ...whole, shard: { of: 2, parts: [1] }, drills: [blind] };
  const texts = textsOf(comparisonReport(compareRehearsals(whole, after)));
  t.true(texts.includes('kill-primary | held | not rehearsed'), texts.join('\n'));
  t.true(texts.includes('takes writes | 6.3 s | not known | not known'));
  t.true(texts.includes('Part 2 of 2 is not in the second'));
  t.true(
    texts.includes(
      'Something held the measuring up, so that times are not to be relied on, in kill-primary (1 of 3 rounds) of the first',
    ),
  );
});
