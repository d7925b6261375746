/** Where output goes: the result to stdout, everything else to stderr. */
import { styleText } from 'node:util';
import { writeResult } from '../base/stdout.ts';
import type { Element, Outcome } from './elements.ts';
import type { Paint, Screen } from './human.ts';
import { printHuman } from './human.ts';
import { printMarkdown } from './markdown.ts';

/** The forms that a result is printed in; `mermaid` and `svg` are a graph's own, `sarif` is that of findings. */
export type Format = 'human' | 'json' | 'markdown' | 'mermaid' | 'svg' | 'sarif';

/** The version of the JSON's form where a command has no other. */
export const FORMAT_VERSION = 1;

/** Where the width of the terminal is not known. */
const DEFAULT_WIDTH = 100;

const STYLES = {
  error: 'red',
  warning: 'yellow',
  good: 'green',
  faint: 'dim',
  heading: 'bold',
} as const;

/** Prints the result of a command. */
export function printOutcome(command: string, outcome: Outcome, format: Format): void {
  showStatus('');
  for (const text of outcome.notes ?? []) note(text);
  writeResult(layOut(command, outcome, format));
}

/** Prints a report for people, as a part of the result. */
export function printReport(report: readonly Element[]): void {
  writeResult(printHuman(report, screen()));
}

/** Where a terminal shows the result, it begins anew; in a file, or read by a program, what was printed before stays. */
export function clearScreen(): void {
  if (process.stdout.isTTY) writeResult('\u001b[2J\u001b[3J\u001b[H');
}

/** How a result will be printed, and whether somebody is asked before. */
export interface Occasion {
  readonly format: Format;
  readonly isAsked: boolean;
}

/**
 * Shows what comes before a question or a long work. For people it is the first part of the result. A program gets one
 * document at the end, so it goes to stderr then, and only where somebody is asked.
 */
export function showBefore(report: readonly Element[], { format, isAsked }: Occasion): void {
  showStatus('');
  if (format === 'human') writeResult(`${printHuman(report, screen())}\n`);
  else if (isAsked && process.stderr.isTTY) note(printHuman(report, screen()));
}

/** Says something on stderr that is not the result. */
export function note(text: string): void {
  const status = shown;
  showStatus('');
  process.stderr.write(`${text}\n`);
  showStatus(status);
}

/** What stands on the last line of the terminal and goes again. */
let shown = '';

/** Writes the last line of the terminal anew, or takes it away; only where somebody watches, so never into a log. */
export function showStatus(text: string): void {
  if (text === shown || !process.stderr.isTTY || (process.env.CI ?? '') !== '') return;
  shown = text.slice(0, (process.stderr.columns || DEFAULT_WIDTH) - 1);
  process.stderr.write(`\r\u001b[K${shown}`);
}

/** Prints one JSON document on stdout. */
export function printJson(command: string, data: Readonly<Record<string, unknown>>): void {
  writeResult(jsonText(command, data));
}

/** Colours a text of stderr. */
export const paintNote: Paint = painter(process.stderr);

function layOut(command: string, { data, formatVersion, report, markdown }: Outcome, format: Format): string {
  if (format === 'json') return jsonText(command, data, formatVersion);
  if (format === 'markdown') return markdown ?? printMarkdown(report);
  return printHuman(report, screen());
}

/** A result as JSON, as it is printed. */
export function jsonText(
  command: string,
  data: Readonly<Record<string, unknown>>,
  formatVersion = FORMAT_VERSION,
): string {
  return `${JSON.stringify({ formatVersion, command, ...data }, undefined, 2)}\n`;
}

/** The columns of the terminal, or those that `COLUMNS` tells where there is none, else 100. */
export function outputWidth(): number {
  const columns = process.stdout.columns ?? Number(process.env.COLUMNS);
  return columns > 0 ? columns : DEFAULT_WIDTH;
}

function screen(): Screen {
  return { width: outputWidth(), paint: painter(process.stdout) };
}

/** styleText asks the stream, NO_COLOR and FORCE_COLOR whether to colour at all. */
function painter(stream: NodeJS.WriteStream): Paint {
  return (tone, text) => styleText(STYLES[tone], text, { stream });
}
