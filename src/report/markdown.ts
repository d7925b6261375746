/** Lays a report out as Markdown, as GitHub reads it in comments and summaries. */
import type { ExplanationFact } from '../base/explanation.ts';
import { type Element, type Phrase, textOf } from './elements.ts';

/** Prints a report as Markdown. */
export function printMarkdown(report: readonly Element[]): string {
  return report.map(printBlock).join('\n');
}

function printBlock(block: Element): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escapeMarkdown(block.text)}\n`;
    case 'paragraph':
      return `${escapeMarkdown(textOf(block.text))}\n`;
    case 'prose':
      return `${escapeProse(block.text)}\n`;
    case 'facts':
      return block.facts.map(printFact).join('');
    case 'verbatim':
      return fenced(block.language, block.text);
    case 'table':
      return [block.columns, block.columns.map(() => '---'), ...block.rows].map(printRow).join('');
  }
}

/** A fact is an item; where there is more to say than one text, those are items of it. */
function printFact([about, texts]: ExplanationFact): string {
  const [only = '', ...others] = texts.map(escapeProse);
  if (others.length === 0) return `- ${about}: ${only}\n`;
  return `- ${about}:\n${[only, ...others].map((text) => `  - ${text}\n`).join('')}`;
}

function printRow(row: readonly Phrase[]): string {
  return `| ${row.map((phrase) => escapeMarkdown(textOf(phrase))).join(' | ')} |\n`;
}

/** A fence has more backquotes than any run of them in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}\n`;
}

/** Code in backquotes stays as it is. */
function escapeProse(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll('\n', '<br>');
}
