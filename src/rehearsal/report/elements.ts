/** A rehearsal for a terminal: a line for each drill, and what broke. */
import { type Element, heading, paragraph, table } from '../../report/elements.ts';
import type { DrillRecord, Rehearsal } from '../record.ts';
import { brokenChecks } from './figures.ts';
import { verdictPhrase } from './tables.ts';
import { engineWords, fateSentence, remarksOf, verdictSentence, worstFirst } from './words.ts';

/** Shows a rehearsal. */
export function rehearsalReport(rehearsal: Rehearsal): readonly Element[] {
  return [
    heading(`Rehearsal of ${rehearsal.environment}, ${engineWords(rehearsal)}`),
    table(
      ['drill', 'verdict', 'why'],
      worstFirst(rehearsal).map((drill) => [drill.drill, verdictPhrase(drill), drill.because]),
    ),
    ...rehearsal.drills.flatMap(brokenReport),
    ...remarksOf(rehearsal).map((text) => paragraph({ text, tone: 'warning' })),
    paragraph(`${verdictSentence(rehearsal)}. ${fateSentence(rehearsal)}.`),
  ];
}

/** What did not hold, and what a forecast did not tell. */
function brokenReport(drill: DrillRecord): readonly Element[] {
  const rows = brokenRows(drill);
  return rows.length === 0 ? [] : [heading(drill.drill), table(['round', 'what must hold', 'seen'], rows)];
}

/** A row for each thing that did not hold in a round. */
export function brokenRows({ rounds }: DrillRecord): readonly (readonly string[])[] {
  return rounds.flatMap((round, at) =>
    brokenChecks(round).map(({ must, seen }) => [String(at + 1), must, seen]),
  );
}
