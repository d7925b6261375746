/** Lays a report out for a terminal. */
import type { ExplanationFact } from '../base/explanation.ts';
import { type Element, type Phrase, type Tone, textOf } from './elements.ts';
import { printTable } from './human-table.ts';
import { wrap } from './wrap.ts';

/** How a text of a tone is coloured. */
export type Paint = (tone: Tone | 'heading', text: string) => string;

/** The terminal. */
export interface Screen {
  /** In columns. */
  readonly width: number;
  readonly paint: Paint;
}

const GAP = 2;

/** Prints a report for people, with a newline at its end unless it is empty. */
export function printHuman(report: readonly Element[], screen: Screen): string {
  return report.map((block) => printBlock(block, screen)).join('\n');
}

function printBlock(block: Element, { width, paint }: Screen): string {
  switch (block.kind) {
    case 'heading':
      return `${wrap(block.text, width)
        .map((line) => paint('heading', line))
        .join('\n')}\n`;
    case 'paragraph':
      return `${wrap(textOf(block.text), width)
        .map((line) => toned(block.text, line, paint))
        .join('\n')}\n`;
    case 'prose':
      return `${wrap(block.text, width).join('\n')}\n`;
    case 'facts':
      return printFacts(block.facts, { width, paint });
    case 'verbatim':
      return block.text.endsWith('\n') ? block.text : `${block.text}\n`;
    case 'table':
      return printTable(block.columns, block.rows, { width, paint });
  }
}

/** What facts are about stands before them; a line that goes on is moved in, so that texts are told apart. */
function printFacts(facts: readonly ExplanationFact[], { width, paint }: Screen): string {
  const beside = Math.max(0, ...facts.map(([about]) => about.length)) + GAP;
  const label = (about: string): string => paint('faint', about) + ' '.repeat(beside - about.length);
  return facts
    .flatMap(([about, texts]) =>
      texts
        .flatMap((text) =>
          wrap(text, width - beside - GAP)
            .join(`\n${' '.repeat(GAP)}`)
            .split('\n'),
        )
        .map((line, at) => `${at === 0 ? label(about) : ' '.repeat(beside)}${line}\n`),
    )
    .join('');
}

function toned(phrase: Phrase, text: string, paint: Paint): string {
  return typeof phrase === 'string' || text === '' ? text : paint(phrase.tone, text);
}
