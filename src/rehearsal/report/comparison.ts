/** How the comparison of two rehearsals is shown. */
import { countOf, formatCount, milliseconds } from '../../base/units.ts';
import { type Element, heading, type Phrase, paragraph, table } from '../../report/elements.ts';
import { MOMENT_NAMES } from '../../report/moments.ts';
import type { Comparison, DrillComparison, Sides } from './compare.ts';
import type { Spread } from './figures.ts';
import { formatSpread, formatTime, VERDICTS } from './words.ts';

const NOT_THERE: Phrase = { text: 'not there', tone: 'faint' };
const UNKNOWN: Phrase = { text: 'not known', tone: 'warning' };

/** A smaller change of the middle, as a share of it, and in any case one of so little time, is no change to be told. */
const SHARE = 0.1;
const TIME = milliseconds(100);

/**
 * Shows what changed: what both were made of, the verdicts, and what of a drill that both ran is another number. Of numbers
 * that are about the same it says how many they are.
 */
export function comparisonReport({ settings, drills, unknown }: Comparison): readonly Element[] {
  const verdicts = drills.filter(({ verdict: { before, after } }) => before !== after);
  const both = drills.filter(({ rounds }) => rounds.before !== undefined && rounds.after !== undefined);
  const numbers = both.map((drill) => ({ drill: drill.drill, rows: numbersOf(drill) }));
  const alike = numbers.flatMap(({ rows }) => rows).filter(({ differs }) => !differs).length;
  return [
    heading('What they were made of'),
    settings.length === 0
      ? paragraph('Nothing differs: not the engine, not a setting, not vedette.')
      : sidesTable(
          '',
          settings.map(({ what, before, after }) => [what, before ?? NOT_THERE, after ?? NOT_THERE]),
        ),
    heading('Verdicts'),
    verdicts.length === 0
      ? paragraph(`No verdict differs, of ${formatCount(drills.length)} drills.`)
      : sidesTable(
          'drill',
          verdicts.map(({ drill, verdict }) => [drill, verdictOf(verdict.before), verdictOf(verdict.after)]),
        ),
    ...numbers.flatMap(drillReport),
    ...(alike === 0 ? [] : [paragraph(alikeSentence(alike))]),
    ...unknown.map((text) => paragraph({ text, tone: 'warning' })),
  ];
}

function verdictOf(verdict: DrillComparison['verdict']['before']): Phrase {
  if (verdict === undefined) return { text: 'not rehearsed', tone: 'warning' };
  const { word, tone } = VERDICTS[verdict];
  return { text: word, tone };
}

/** A number of a drill on both sides. */
interface ComparedNumber {
  /** False where both are known, and about the same. */
  readonly differs: boolean;
  readonly cells: readonly Phrase[];
}

function numbersOf({ lost, moments, gaps }: DrillComparison): readonly ComparedNumber[] {
  const timed = (what: string, sides: Sides<Spread>): ComparedNumber => ({
    differs: areApart(sides),
    cells: [what, ...spreads(sides)],
  });
  return [
    { differs: lost.before !== lost.after, cells: ['acknowledged writes lost', ...counts(lost)] },
    ...moments.map((one) => timed(MOMENT_NAMES[one.moment], one)),
    ...gaps.map((one) => timed(`gap of ${one.client}`, one)),
  ];
}

/** True where what was measured on one side is nowhere near what was on the other, or nobody knows. */
function areApart({ before, after }: Sides<Spread>): boolean {
  if (before === undefined || after === undefined) return true;
  const change = Math.abs(after.median - before.median);
  const least = Math.max(TIME, SHARE * Math.max(before.median, after.median));
  return change > least && (before.to < after.from || after.to < before.from);
}

function drillReport({
  drill,
  rows,
}: {
  readonly drill: string;
  readonly rows: readonly ComparedNumber[];
}): readonly Element[] {
  const shown = rows.filter(({ differs }) => differs).map(({ cells }) => cells);
  if (shown.length === 0) return [];
  return [heading(drill), table(['', 'before', 'after', 'change of the middle'], shown)];
}

function alikeSentence(number: number): string {
  return `${countOf(number, 'number')} of these drills ${number === 1 ? 'differs' : 'differ'} by less than a tenth or ${formatTime(TIME)}, or by less than rounds differ from each other: --format json has all.`;
}

function counts({ before, after }: Sides<number>): readonly Phrase[] {
  const change = before === undefined || after === undefined ? undefined : after - before;
  return [
    before === undefined ? UNKNOWN : formatCount(before),
    after === undefined ? UNKNOWN : formatCount(after),
    change === undefined ? UNKNOWN : signed(change, formatCount(Math.abs(change))),
  ];
}

function spreads({ before, after }: Sides<Spread>): readonly Phrase[] {
  if (before === undefined || after === undefined)
    return [
      before === undefined ? UNKNOWN : formatSpread(before),
      after === undefined ? UNKNOWN : formatSpread(after),
      UNKNOWN,
    ];
  const change = milliseconds(after.median - before.median);
  return [
    formatSpread(before),
    formatSpread(after),
    signed(change, formatTime(milliseconds(Math.abs(change)))),
  ];
}

/** More is worse: of losses, and of time. */
function signed(change: number, size: string): Phrase {
  if (change === 0) return { text: 'none', tone: 'faint' };
  return change > 0 ? { text: `+${size}`, tone: 'warning' } : { text: `−${size}`, tone: 'good' };
}

function sidesTable(first: string, rows: readonly (readonly Phrase[])[]): Element {
  return table([first, 'before', 'after'], rows);
}
