/** What a command has to say, before it is laid out for a terminal, as Markdown or as JSON. */
import type { ExplanationFact } from '../base/explanation.ts';

/** How a text is meant. Colour only repeats what the words say. */
export type Tone = 'error' | 'warning' | 'good' | 'faint';

/** A text with a tone. */
export interface Toned {
  readonly text: string;
  readonly tone: Tone;
}

/** A text, perhaps with a tone. */
export type Phrase = string | Toned;

/** A part of a report. */
export type Element =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Phrase }
  /** Vedette's own words, with code in backquotes. */
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly ExplanationFact[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Phrase[])[];
    }
  /** Text that stays as it is, such as a rendered file. */
  | { readonly kind: 'verbatim'; readonly language: string; readonly text: string };

/** The result of a command: the same information as data and as a report. */
export interface Outcome {
  /** What `--format json` prints, beside `formatVersion` and `command`. */
  readonly data: Readonly<Record<string, unknown>>;
  /**
   * The version of the form of `data`; it rises when a field changes its meaning or goes.
   * @default 1
   */
  readonly formatVersion?: number;
  readonly report: readonly Element[];
  /**
   * What `--format markdown` prints.
   * @default the report, laid out as Markdown
   */
  readonly markdown?: string;
  /** Printed on stderr: what is worth knowing beside the result. */
  readonly notes?: readonly string[];
  /**
   * What the process ends with.
   * @default 0
   */
  readonly exitCode?: number;
}

/** Makes a heading. */
export function heading(text: string): Element {
  return { kind: 'heading', text };
}

/** Makes a paragraph. */
export function paragraph(text: Phrase): Element {
  return { kind: 'paragraph', text };
}

/** Makes a paragraph of vedette's own words, with code in backquotes. */
export function prose(text: string): Element {
  return { kind: 'prose', text };
}

/** Makes a list of facts. */
export function facts(known: readonly ExplanationFact[]): Element {
  return { kind: 'facts', facts: known };
}

/** Makes a table. */
export function table(columns: readonly string[], rows: readonly (readonly Phrase[])[]): Element {
  return { kind: 'table', columns, rows };
}

/** Makes a part that stays as it is. */
export function verbatim(language: string, text: string): Element {
  return { kind: 'verbatim', language, text };
}

/** The words of a phrase. */
export function textOf(phrase: Phrase): string {
  return typeof phrase === 'string' ? phrase : phrase.text;
}
