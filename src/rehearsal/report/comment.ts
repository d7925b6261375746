/** A rehearsal as the comment of a pull request: Markdown as GitHub reads it. */

import { onOneLine } from '../../base/errors.ts';
import { countOf } from '../../base/units.ts';
import { type Phrase, textOf } from '../../report/elements.ts';
import { inText, markdownRow } from '../../report/github.ts';
import { markup } from '../../report/markup.ts';
import type { DrillRecord, Rehearsal } from '../record.ts';
import { brokenRows } from './elements.ts';
import { accountTable, momentTable, type Rows, summaryTable } from './tables.ts';
import { engineWords, fateSentence, remarksOf, verdictSentence, worstFirst } from './words.ts';

/** By this the comment is found again, to be edited instead of posted once more. */
export const MARKER = '<!-- vedette-rehearsal -->';

/** GitHub takes 65,536 characters; the rest is for what a workflow adds. */
const LIMIT = 60_000;

/** Prints a rehearsal: what broke first and in words, what held folded, and the details of each drill while there is room. */
export function printRehearsalComment(rehearsal: Rehearsal): string {
  const drills = worstFirst(rehearsal);
  const open = drills.filter(({ verdict }) => verdict === 'broken' || verdict === 'expected');
  const quiet = drills.filter((drill) => !open.includes(drill));
  const top = [
    MARKER,
    `### Rehearsal of ${safe(rehearsal.environment)}: ${safe(verdictSentence(rehearsal))}`,
    `${safe(fateSentence(rehearsal))}. ${safe(engineWords(rehearsal))}.`,
    ...remarksOf(rehearsal).map((text) => `> ${safe(text)}`),
    ...(open.length === 0 ? [] : [printTable(summaryTable(open)), ...open.map(inWords)]),
    ...(quiet.length === 0
      ? []
      : [
          folded(
            countOf(quiet.length, open.length === 0 ? 'drill' : 'other drill'),
            printTable(summaryTable(quiet)),
          ),
        ]),
  ];
  return `${withRoom(top, drills.flatMap(details)).join('\n\n')}\n`;
}

/** What broke of a drill, as a list. */
function inWords(drill: DrillRecord): string {
  const items = brokenRows(drill).map(
    ([round = '', must = '', seen = '']) => `- round ${round}: ${safe(must)}: **${safe(seen)}**`,
  );
  return [`**${safe(drill.drill)}**: ${safe(drill.story)}`, ...items].join('\n');
}

/** The numbers of a drill; nothing of one that did not run. */
function details(drill: DrillRecord): readonly string[] {
  if (drill.rounds.length === 0) return [];
  const accounts = drill.rounds.map(accountTable).filter(({ rows }) => rows.length > 0);
  return [folded(drill.drill, [momentTable(drill), ...accounts].map(printTable).join('\n\n'))];
}

/** What does not fit is counted. */
function withRoom(top: readonly string[], more: readonly string[]): readonly string[] {
  let room = LIMIT - top.reduce((sum, part) => sum + part.length + 2, 0);
  const kept = more.filter(({ length }) => {
    room -= length + 2;
    return room > 0;
  });
  const left = more.length - kept.length;
  return [
    ...top,
    ...kept,
    ...(left === 0 ? [] : [`The numbers of ${countOf(left, 'drill')} stand in index.html only.`]),
  ];
}

/** The title is HTML, in which Markdown's signs are letters, and a name after `@` is told all the same. */
function folded(title: string, content: string): string {
  const summary = markup`<details><summary>${title}</summary>`.text.replaceAll('@', '@\u200B');
  return `${summary}\n\n${content}\n\n</details>`;
}

function safe(text: string): string {
  return inText(onOneLine(text));
}

function printTable({ columns, rows }: Rows): string {
  return [columns, columns.map(() => '---'), ...rows.map((row) => row.map(cellOf))]
    .map(markdownRow)
    .join('\n');
}

function cellOf(phrase: Phrase): string {
  return safe(textOf(phrase));
}
