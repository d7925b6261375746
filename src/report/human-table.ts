/** Lays a table out for a terminal: in columns, or where it is too narrow for them row by row. */
import { type Phrase, textOf } from './elements.ts';
import type { Screen } from './human.ts';
import { longestPiece, longestWord, naturalWidth, wrap } from './wrap.ts';

/** Between columns. */
const GAP = 2;

/** Where only this makes them fit. */
const NARROW_GAP = 1;

type Rows = readonly (readonly Phrase[])[];

/** Prints a table. Words are broken only where nothing else helps, and rows taken apart where that takes fewer lines. */
export function printTable(columns: readonly string[], rows: Rows, screen: Screen): string {
  const titles = columns.map((text): Phrase => ({ text, tone: 'faint' }));
  const cells = columns.map((_, column) => [titles, ...rows].map((row) => textOf(row[column] ?? '')));
  const whole = squeeze(cells.map(naturalWidth), cells.map(longestWord), screen.width, GAP);
  if (fits(whole, screen.width, GAP)) return inColumns([titles, ...rows], whole, GAP, screen);
  const smallest = cells.map(longestPiece);
  const gap = fits(smallest, screen.width, GAP) ? GAP : NARROW_GAP;
  const widths = squeeze(whole, smallest, screen.width, gap);
  const taken = rowByRow(titles, rows, screen);
  if (!fits(widths, screen.width, gap)) return taken;
  const table = inColumns([titles, ...rows], widths, gap, screen);
  return linesOf(taken) < linesOf(table) ? taken : table;
}

function inColumns(rows: Rows, widths: readonly number[], gap: number, screen: Screen): string {
  return rows.flatMap((row) => printRow(row, widths, gap, screen)).join('');
}

function printRow(
  row: readonly Phrase[],
  widths: readonly number[],
  gap: number,
  { paint }: Screen,
): readonly string[] {
  const cells = row.map((phrase, column) => wrap(textOf(phrase), widths[column] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = row.map((phrase, column) => {
      const text = cells[column]?.[line] ?? '';
      // On the narrowest of screens a piece of a word is wider than its column.
      return toned(phrase, text, paint) + ' '.repeat(Math.max(0, (widths[column] ?? 0) - text.length) + gap);
    });
    return `${parts.join('').trimEnd()}\n`;
  });
}

/** Each row by itself, with the title of a column before its cell; empty cells are left out. */
function rowByRow(titles: readonly Phrase[], rows: Rows, screen: Screen): string {
  const beside = naturalWidth(titles.map(textOf));
  const widths = [beside, Math.max(1, screen.width - beside - GAP)];
  return rows
    .map((row) =>
      row
        .flatMap((phrase, column) =>
          textOf(phrase) === '' ? [] : printRow([titles[column] ?? '', phrase], widths, GAP, screen),
        )
        .join(''),
    )
    .join('\n');
}

/** Takes from the widest column until all fit, but leaves each its smallest width. */
function squeeze(
  natural: readonly number[],
  smallest: readonly number[],
  width: number,
  gap: number,
): readonly number[] {
  const widths = [...natural];
  for (let excess = total(widths, gap) - width; excess > 0; excess--) {
    const spare = widths.map((column, at) => (column > (smallest[at] ?? 0) ? column : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    widths[spare.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function fits(widths: readonly number[], width: number, gap: number): boolean {
  return total(widths, gap) <= width;
}

function total(widths: readonly number[], gap: number): number {
  return widths.reduce((sum, column) => sum + column + gap, -gap);
}

function linesOf(text: string): number {
  return text.split('\n').length;
}

function toned(phrase: Phrase, text: string, paint: Screen['paint']): string {
  return typeof phrase === 'string' || text === '' ? text : paint(phrase.tone, text);
}
