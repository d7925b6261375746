/** A report as the comment of a pull request: Markdown as GitHub reads it, within GitHub's limit. */
import { inCodes, inText, markdownRow } from './github.ts';
import type { TitledTable } from './titled-table.ts';

/** What a comment says. Every text in it is one: nothing is a link, a name that is told, or HTML. */
export interface Comment {
  /** By this the comment is found again, to be edited instead of posted once more: an HTML comment. */
  readonly marker: string;
  readonly title: string;
  /** What is read first, in bold. */
  readonly lead: readonly string[];
  readonly tables: readonly TitledTable[];
  /** The titles of tables that stand open; the others are folded. */
  readonly open: readonly string[];
  readonly remarks: readonly string[];
  /** What a remark that is left out is called. */
  readonly remarkNoun: string;
  /** What shows the rows that are left out: `vedette diff`. */
  readonly whole: string;
}

/** GitHub takes 65,536 characters; the rest is for what a workflow adds. */
const LIMIT = 60_000;

/** Room for the titles of sections none of whose rows fit. */
const TITLES = 1_000;

/** The columns whose cells are values, shown as code: in code nothing is a link, a name that is told, or HTML. */
const CODE: ReadonlySet<string> = new Set([
  ...['what', 'before', 'after', 'steps, host by host'],
  ...['host', 'resource'],
]);

/** Prints a comment. Rows and remarks that do not fit are counted. */
export function printComment(comment: Comment): string {
  const { marker, title, lead, tables, remarks, remarkNoun } = comment;
  const head = [
    marker,
    `### ${inText(title)}`,
    ...fitted(lead.map(cut).map(inText), LIMIT / 4, 'sentence').map((text) => `**${text}**`),
  ];
  const tail = fitted(remarks.map(inText), LIMIT / 4, remarkNoun);
  let room = LIMIT - length(head) - length(tail) - TITLES;
  const sections: string[] = [];
  for (const table of tables) {
    const text = printSection(table, room, comment);
    room -= text.length + 2;
    sections.push(text);
  }
  return `${[...head, ...sections, ...tail].join('\n\n')}\n`;
}

function printSection(
  { title, columns, rows }: TitledTable,
  room: number,
  { open: titles, whole }: Comment,
): string {
  const [open, close] = titles.includes(title)
    ? [`#### ${title}`, '']
    : [`<details><summary>${title} (${rows.length})</summary>`, '\n\n</details>'];
  const top = [columns, columns.map(() => '---')].map(markdownRow);
  const lines = rows.map((row) =>
    markdownRow(row.map((text, at) => (CODE.has(columns[at] ?? '') ? inCodes(text) : inText(text)))),
  );
  const kept = within(lines, room - length([open, ...top, close]) - OMITTED);
  const omitted = rows.length - kept.length;
  return `${open}\n\n${[...top, ...kept].join('\n')}${omitted === 0 ? '' : `\n\n${count(omitted, 'more row')}: ${whole} shows all.`}${close}`;
}

/** What is read first is never left out, however long it is. */
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

const LONGEST = 6_000;

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

function fitted(lines: readonly string[], room: number, noun: string): readonly string[] {
  const kept = within(lines, room);
  return kept.length === lines.length
    ? lines
    : [...kept, `${count(lines.length - kept.length, `more ${noun}`)}.`];
}

function length(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}

/** A number with its noun: `1 change`, `2 changes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
