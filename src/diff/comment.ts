/** A diff as the comment of a pull request: Markdown as GitHub reads it. */

import { inCodes, inText, markdownRow } from '../report/github.ts';
import type { Diff } from './change.ts';
import { type DiffTable, remarksOf, sectionsOf } from './view.ts';

/** By this the comment is found again, to be edited instead of posted once more. */
export const MARKER = '<!-- vedette-diff -->';

/** GitHub takes 65,536 characters; the rest is for what a workflow adds. */
const LIMIT = 60_000;

/** Room for the titles of sections none of whose rows fit. */
const TITLES = 1_000;

/** The columns whose cells are values, shown as code: in code nothing is a link, a name that is told, or HTML. */
const CODE: ReadonlySet<string> = new Set(['what', 'before', 'after', 'steps, host by host']);

/** Prints a diff with its marker, the security section open and the others folded. Rows that do not fit are counted. */
export function printComment(diff: Diff): string {
  const detail = { all: false };
  const head = [MARKER, `### Redis configuration: ${headline(diff)}`, `**${inText(diff.summary)}**`];
  const remarks = fitted(remarksOf(diff, detail).map(inText), LIMIT / 4);
  let room = LIMIT - length(head) - length(remarks) - TITLES;
  const sections: string[] = [];
  for (const section of sectionsOf(diff, detail)) {
    const text = printSection(section, room);
    room -= text.length + 2;
    sections.push(text);
  }
  return `${[...head, ...sections, ...remarks].join('\n\n')}\n`;
}

function headline({ changes, compared, impact }: Diff): string {
  const counted = changes.filter(({ area, individual }) => area !== 'consequence' && !individual);
  const differing = compared.filter(({ state }) => state !== 'unchanged');
  return differing.length === 0 ? 'no change' : `${count(counted.length, 'change')}, worst impact ${impact}`;
}

function printSection({ title, columns, rows }: DiffTable, room: number): string {
  const isOpen = title === 'Security';
  const [open, close] = isOpen
    ? [`#### ${title}`, '']
    : [`<details><summary>${title} (${rows.length})</summary>`, '\n\n</details>'];
  const top = [columns, columns.map(() => '---')].map(markdownRow);
  const lines = rows.map((row) =>
    markdownRow(row.map((text, at) => (CODE.has(columns[at] ?? '') ? inCodes(text) : inText(text)))),
  );
  const kept = within(lines, room - length([open, ...top, close]) - OMITTED);
  const omitted = rows.length - kept.length;
  return `${open}\n\n${[...top, ...kept].join('\n')}${omitted === 0 ? '' : `\n\n${count(omitted, 'more row')}: vedette diff shows all.`}${close}`;
}

/** Room for the sentence about rows that are left out. */
const OMITTED = 100;

function within(lines: readonly string[], room: number): readonly string[] {
  const kept: string[] = [];
  let left = room;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return kept;
}

function fitted(lines: readonly string[], room: number): readonly string[] {
  const kept = within(lines, room);
  return kept.length === lines.length
    ? lines
    : [...kept, `${count(lines.length - kept.length, 'more environment')}.`];
}

function length(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
