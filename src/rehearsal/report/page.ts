/** A rehearsal as one page that needs nothing else: no network, and no script. */
import { formatSeconds } from '../../base/units.ts';
import { textOf } from '../../report/elements.ts';
import { type Markup, markup, verbatimMarkup } from '../../report/markup.ts';
import type { DrillRecord, Rehearsal } from '../record.ts';
import { drillSection } from './drill-section.ts';
import { htmlTable } from './html-table.ts';
import { PAGE_STYLE } from './page-style.ts';
import { summaryTable } from './tables.ts';
import { HATCHING } from './timeline/draw.ts';
import { engineWords, fateSentence, remarksOf, verdictSentence, worstFirst } from './words.ts';

/** Nothing may be fetched, and no script may run, whatever a record holds. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The settings that decide times, which a reader wants to see first. */
const TELLING = [
  'sentinel.downAfter',
  'sentinel.quorum',
  'sentinel.failoverTimeout',
  'redis.minReplicasToWrite',
];

/** Prints a rehearsal as a page. */
export function printPage(rehearsal: Rehearsal): string {
  const drills = worstFirst(rehearsal);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Rehearsal of ${rehearsal.environment}: ${verdictSentence(rehearsal)}</title>
<link rel="icon" href="data:,">
<style>${verbatimMarkup(PAGE_STYLE)}
</style>
</head>
<body>
<svg class="hatching" aria-hidden="true">${HATCHING}</svg>
<main>
${header(rehearsal)}
<section class="summary" id="drills">
<h2>Every drill</h2>
${summary(drills)}
</section>
${drills.map(drillSection)}
</main>
</body>
</html>
`.text;
}

function header(rehearsal: Rehearsal): Markup {
  return markup`<header>
<h1>Rehearsal of ${rehearsal.environment}</h1>
<p class="headline">${verdictSentence(rehearsal)}.</p>
<p>${fateSentence(rehearsal)}.</p>
${remarksOf(rehearsal).map((text) => markup`<p class="remark">${text}</p>`)}
<dl>${factsOf(rehearsal).map(([about, text]) => markup`<dt>${about}</dt><dd>${text}</dd>`)}</dl>
</header>`;
}

function factsOf(rehearsal: Rehearsal): readonly (readonly [about: string, text: string])[] {
  const { settings, began, took, vedette } = rehearsal;
  return [
    ['what ran', engineWords(rehearsal)],
    [
      'settings',
      TELLING.flatMap((field) => (settings[field] === undefined ? [] : [`${field} ${settings[field]}`])).join(
        ', ',
      ),
    ],
    ['when', `${began}, for ${formatSeconds(took)}`],
    ['by', `vedette ${vedette}`],
  ];
}

/** The name of a drill leads to its section. */
function summary(drills: readonly DrillRecord[]): Markup | undefined {
  const { columns, rows } = summaryTable(drills);
  return htmlTable(
    columns,
    rows.map(([name = '', ...rest], at) => [markup`<a href="#drill-${at + 1}">${textOf(name)}</a>`, ...rest]),
  );
}
