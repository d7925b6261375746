/** The part of the page that tells of one drill. */
import { countOf } from '../../base/units.ts';
import { type Markup, markup } from '../../report/markup.ts';
import type { DrillRecord, Round } from '../record.ts';
import { brokenChecks, gapOf } from './figures.ts';
import { htmlTable } from './html-table.ts';
import { accountTable, checkTable, eventTable, momentTable, type Rows } from './tables.ts';
import { drawTimeline } from './timeline/draw.ts';
import { VERDICTS } from './words.ts';

/** A section by the place of its drill, from 0: its story, its worst round open, and the others folded. */
export function drillSection(drill: DrillRecord, place: number): Markup {
  const { word, sign, tone } = VERDICTS[drill.verdict];
  const [worst, ...others] = worstRoundsFirst(drill.rounds);
  return markup`
<section class="drill" id="drill-${place + 1}">
<h2>${drill.drill} <span class="${tone}">${sign} ${word}</span> <a class="back" href="#drills">every drill</a></h2>
<p>${drill.story}</p>
<p><strong>${drill.because}</strong></p>
${worst === undefined ? undefined : roundPart(drill, worst)}
${worst === undefined ? undefined : titled('When each thing happened', momentTable(drill))}
${others.map((round) => folded(roundTitle(drill, round), roundPart(drill, round)))}
</section>`;
}

function roundPart(drill: DrillRecord, round: Round): Markup {
  const { events } = round.timeline;
  const title = `${drill.drill}, ${roundTitle(drill, round)}`;
  return markup`${remarks(round).map((text) => markup`<p class="remark">${text}</p>`)}
<figure>${drawTimeline(round, title, 'wide')}${drawTimeline(round, title, 'narrow')}</figure>
${titled('What must hold', checkTable(round))}
${titled('What became of every write', accountTable(round))}
${events.length === 0 ? undefined : folded(`What Sentinels said: ${countOf(events.length, 'event')}`, table(eventTable(events)))}`;
}

/** What limits what a round says. */
function remarks({ disturbed, wreck, account: { repeated } }: Round): readonly string[] {
  return [
    ...(disturbed === undefined ? [] : [`Its times are not to be relied on: ${disturbed}`]),
    ...(wreck === undefined ? [] : [`The group was made anew after it: ${wreck}`]),
    ...(repeated === 0 ? [] : [`A counter handed out ${countOf(repeated, 'value')} more than once`]),
  ];
}

/** `round 2 of 3: 1 of 5 checks broken`. */
function roundTitle({ rounds }: DrillRecord, round: Round): string {
  const broken = brokenChecks(round).length;
  const told =
    broken === 0 ? 'everything held' : `${broken} of ${countOf(round.checks.length, 'check')} broken`;
  return `round ${rounds.indexOf(round) + 1} of ${rounds.length}: ${told}`;
}

function titled(title: string, rows: Rows): Markup | undefined {
  return rows.rows.length === 0 ? undefined : markup`<h3>${title}</h3>${table(rows)}`;
}

function folded(title: string, content: Markup | undefined): Markup {
  return markup`<details class="folded"><summary>${title}</summary>${content}</details>`;
}

function table({ columns, rows }: Rows): Markup | undefined {
  return htmlTable(columns, rows);
}

/** The round that a reader should see: what broke most, then what lost most, then the longest gap. */
function worstRoundsFirst(rounds: readonly Round[]): readonly Round[] {
  const weights = rounds.map((round) => ({ round, weight: weightOf(round) }));
  return weights.sort((one, other) => compare(other.weight, one.weight)).map(({ round }) => round);
}

function weightOf(round: Round): readonly number[] {
  const { account } = round;
  return [brokenChecks(round).length, account.total.lost, Math.max(0, ...account.clients.map(gapOf))];
}

function compare(one: readonly number[], other: readonly number[]): number {
  return one.map((value, at) => value - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
