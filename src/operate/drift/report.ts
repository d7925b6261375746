/** How a drift is shown: the same for a terminal and for Markdown. */
import type { Change } from '../../diff/change.ts';
import { tableElements } from '../../diff/report.ts';
import { deedTable } from '../../diff/view.ts';
import { type Element, paragraph } from '../../report/elements.ts';
import type { TitledTable } from '../../report/titled-table.ts';
import type { Drift } from './model.ts';
import { driftSummary, isDrifted } from './summary.ts';

interface Section {
  readonly title: string;
  readonly holds: (rows: Drift['rows']) => readonly Change[];
}

/** The worst last, where a terminal ends. */
const SECTIONS: readonly Section[] = [
  { title: 'Expected of a group that runs', holds: ({ expected }) => expected },
  { title: 'Not rolled out yet', holds: ({ definition }) => definition },
  { title: 'Left by a switch-over that was cut off', holds: ({ left }) => left },
  { title: 'Changed where it runs', holds: ({ host }) => host },
  {
    title: 'Changed there, or not rolled out yet: nobody knows what the hosts were brought to',
    holds: ({ unknown }) => unknown.filter(({ impact }) => impact !== 'unknown'),
  },
  { title: 'Not known', holds: ({ unknown }) => unknown.filter(({ impact }) => impact === 'unknown') },
];

const COLUMNS = ['impact', 'what', 'runs', 'declared', 'where', 'what then'];

/** Lays a drift out: a table for each of where a difference comes from, and what it comes to as the last line. */
export function driftReport(drift: Drift): readonly Element[] {
  return [
    ...SECTIONS.flatMap(({ title, holds }) => {
      const rows = holds(drift.rows);
      return rows.length === 0 ? [] : tableElements(tableOf(title, rows));
    }),
    paragraph({ text: driftSummary(drift), tone: isDrifted(drift) ? 'warning' : 'good' }),
  ];
}

/** Of what is not known, nothing is to be said of what is declared. */
function tableOf(title: string, changes: readonly Change[]): TitledTable {
  const { rows } = deedTable(title, changes);
  const cells = rows.map((row, at) => (changes[at]?.impact === 'unknown' ? row.with(3, '') : row));
  return { title, columns: COLUMNS, rows: cells };
}
