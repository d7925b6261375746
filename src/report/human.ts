/** Lays a report out for a terminal. */
import type { ExplanationFact } from '../base/explanation.ts';
import { type Element, type Phrase, type Tone, textOf } from './elements.ts';

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
      return `${paint('heading', block.text)}\n`;
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

function printTable(
  columns: readonly string[],
  rows: readonly (readonly Phrase[])[],
  { width, paint }: Screen,
): string {
  const titles: readonly Phrase[] = columns.map((text) => ({ text, tone: 'faint' }));
  const all = [titles, ...rows];
  const cells = columns.map((_, column) => all.map((row) => textOf(row[column] ?? '')));
  const whole = squeeze(cells.map(naturalWidth), cells.map(longestWord), width);
  const widths = squeeze(whole, cells.map(longestPiece), width);
  return all.flatMap((row) => printRow(row, widths, paint)).join('');
}

function naturalWidth(cells: readonly string[]): number {
  return Math.max(...cells.flatMap((text) => text.split('\n')).map((line) => line.length));
}

function longestWord(cells: readonly string[]): number {
  return naturalWidth(cells.map((text) => text.replaceAll(' ', '\n')));
}

/** What is never broken: a word, or the part of a long one up to where `pieces` takes it apart. */
function longestPiece(cells: readonly string[]): number {
  return naturalWidth(cells.map((text) => text.split(' ').flatMap(pieces).join('\n')));
}

/** A piece that has no marks in it, such as a digest, is broken where this many characters are full. */
const PIECE = 16;

/** The parts of a word, such as a path or a list: it may be broken behind a mark between them. */
function pieces(word: string): readonly string[] {
  return word
    .split(/(?<=[\w)][/.,:;_-])(?=[\w(])/)
    .flatMap((part) => (part.length > PIECE ? (part.match(new RegExp(`.{1,${PIECE}}`, 'gsu')) ?? []) : part));
}

function printRow(row: readonly Phrase[], widths: readonly number[], paint: Paint): readonly string[] {
  const cells = row.map((phrase, column) => wrap(textOf(phrase), widths[column] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = row.map((phrase, column) => {
      const text = cells[column]?.[line] ?? '';
      return toned(phrase, text, paint) + ' '.repeat((widths[column] ?? 0) - text.length + GAP);
    });
    return `${parts.join('').trimEnd()}\n`;
  });
}

/** Takes from the widest column until all fit, but leaves each its smallest width: words are broken only where nothing else helps. */
function squeeze(natural: readonly number[], smallest: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, column) => sum + column + GAP, -GAP) - width;
  for (; excess > 0; excess--) {
    const spare = widths.map((column, at) => (column > (smallest[at] ?? 0) ? column : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    widths[spare.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/** Breaks a text into lines between words; a word that is longer than a line is broken between its pieces. */
function wrap(text: string, width: number): readonly string[] {
  if (text.length <= width && !text.includes('\n')) return [text];
  return text.split('\n').flatMap((paragraph) =>
    paragraph.split(' ').reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= width)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(...broken(word, width));
      return lines;
    }, []),
  );
}

function broken(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  return pieces(word).reduce<string[]>((lines, piece) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + piece.length > width) lines.push(piece);
    else lines[lines.length - 1] = `${last}${piece}`;
    return lines;
  }, []);
}

function toned(phrase: Phrase, text: string, paint: Paint): string {
  return typeof phrase === 'string' || text === '' ? text : paint(phrase.tone, text);
}
