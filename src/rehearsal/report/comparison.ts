/** How the comparison of two rehearsals is shown. */
import { formatCount, milliseconds } from '../../base/units.ts';
import { type Element, heading, type Phrase, paragraph, table } from '../../report/elements.ts';
import { MOMENT_NAMES } from '../../report/moments.ts';
import type { Comparison, DrillComparison, Sides } from './compare.ts';
import type { Spread } from './figures.ts';
import { formatSpread, formatTime, VERDICTS } from './words.ts';

const NOT_THERE: Phrase = { text: 'not there', tone: 'faint' };
const UNKNOWN: Phrase = { text: 'not known', tone: 'warning' };

/** Shows what changed: what both were made of, the verdicts, and every number of a drill that both ran. */
export function comparisonReport({ settings, drills, unknown }: Comparison): readonly Element[] {
  const verdicts = drills.filter(({ verdict: { before, after } }) => before !== after);
  const both = drills.filter(({ rounds }) => rounds.before !== undefined && rounds.after !== undefined);
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
    ...both.flatMap(drillReport),
    ...unknown.map((text) => paragraph({ text, tone: 'warning' })),
  ];
}

function verdictOf(verdict: DrillComparison['verdict']['before']): Phrase {
  if (verdict === undefined) return { text: 'not rehearsed', tone: 'warning' };
  const { word, tone } = VERDICTS[verdict];
  return { text: word, tone };
}

function drillReport({ drill, lost, moments, gaps }: DrillComparison): readonly Element[] {
  return [
    heading(drill),
    table(
      ['', 'before', 'after', 'change of the middle'],
      [
        ['acknowledged writes lost', ...counts(lost)],
        ...moments.map((one) => [MOMENT_NAMES[one.moment], ...spreads(one)]),
        ...gaps.map((one) => [`gap of ${one.client}`, ...spreads(one)]),
      ],
    ),
  ];
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
