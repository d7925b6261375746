/** How a diff is shown on a terminal. */

import { type Element, heading, type Phrase, paragraph, table } from '../report/elements.ts';
import type { TitledTable } from '../report/titled-table.ts';
import type { Diff } from './change.ts';
import { type Detail, remarksOf, sectionsOf } from './view.ts';

/** Lays a diff out: what to read first on top, what applying it would do as the last line. */
export function diffReport(diff: Diff, detail: Detail): readonly Element[] {
  return [
    ...sectionsOf(diff, detail).flatMap(tableElements),
    ...remarksOf(diff, detail).map((text) => paragraph({ text, tone: 'faint' })),
    paragraph(diff.summary),
  ];
}

/** A table under its title; where the first cell of a row is an impact, it is coloured by how heavy that is. */
export function tableElements({ title, columns, rows }: TitledTable): readonly Element[] {
  return [
    heading(title),
    table(
      columns,
      rows.map(([first = '', ...cells]) => [weighed(first), ...cells]),
    ),
  ];
}

const TONES: Readonly<Record<string, 'error' | 'warning' | 'faint'>> = {
  refused: 'error',
  unknown: 'error',
  'data-loss': 'error',
  replace: 'error',
  'stop-start': 'error',
  restart: 'warning',
  'live-heavy': 'warning',
  none: 'faint',
};

function weighed(impact: string): Phrase {
  const tone = TONES[impact];
  return tone === undefined ? impact : { text: impact, tone };
}
