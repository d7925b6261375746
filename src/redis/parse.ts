/** A whole configuration file: text to document and back. */

import { UserError } from '../base/errors.ts';
import {
  type Directive,
  type Document,
  type DocumentKind,
  directive,
  isDirectiveName,
  isSecret,
} from './document.ts';
import { printDirective, readArguments } from './line.ts';

/** Where a text comes from. */
export interface Source {
  /** The file's name, for messages and origins. */
  readonly file: string;
  readonly kind: DocumentKind;
}

/** A file as it was read. */
export interface SourceText {
  /** The file's name, for messages and origins. */
  readonly file: string;
  readonly text: string;
}

/** A line before it is parsed, and where it stands. */
interface RawLine {
  readonly raw: string;
  /** `file:line` of its start. */
  readonly origin: string;
}

/** Redis trims these from both ends of a line, and no others (redis config.c, loadServerConfigFromString). */
const TRIMMED: ReadonlySet<string> = new Set([' ', '\t', '\r']);

/**
 * Reads a file as Redis does: empty lines and lines that start with `#` are dropped, CRLF is a line's end.
 * The origin of each directive is `file:line`. Names are not looked up: that is the catalogue's.
 * @throws UserError naming file, line and reason where Redis would not start, or would read something else.
 */
export function parseDocument(text: string, source: Source): Document {
  return parseFiles([{ file: source.file, text }], source.kind);
}

/**
 * Reads several files as one text, as Redis does with all that one `include` names: where a file lacks the end of its
 * last line, the first line of the next one goes on with it (redis config.c, loadServerConfig).
 * @throws UserError as {@link parseDocument} does.
 */
export function parseFiles(files: readonly SourceText[], kind: DocumentKind): Document {
  return linesOf(files).flatMap((line) => parseLine(line, kind));
}

/** Prints one directive per line. Parsing the result gives the same directives, but for their origins. */
export function printDocument(document: Document): string {
  return document.map((line) => `${printDirective(line)}\n`).join('');
}

function linesOf(files: readonly SourceText[]): readonly RawLine[] {
  const lines: RawLine[] = [];
  for (const { file, text } of files)
    for (const [index, raw] of text.split('\n').entries()) {
      const open = index === 0 ? lines.pop() : undefined;
      const starts = open === undefined || open.raw === '';
      lines.push(
        starts ? { raw, origin: `${file}:${index + 1}` } : { raw: `${open.raw}${raw}`, origin: open.origin },
      );
    }
  return lines;
}

function isComment(line: string): boolean {
  return line.startsWith('#');
}

function parseLine({ raw, origin }: RawLine, kind: DocumentKind): readonly Directive[] {
  const line = trimmed(raw);
  if (line === '' || isComment(line)) return [];
  try {
    const [name, ...args] = readArguments(line);
    refuseWhatRedisMisreads(line);
    if (name === undefined) return [];
    if (isSecret(name))
      throw new UserError('a secret stands where a directive is expected; write its name first');
    // Not repeated: who includes a wrong file must not find its text in a log.
    if (!isDirectiveName(name))
      throw new UserError('does not start with the name of a directive; check the line');
    if (name.toLowerCase() === 'sentinel' && kind === 'redis')
      throw new UserError('a redis.conf has no sentinel directives; move it to the sentinel.conf');
    return [directive(name, args, origin)];
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${origin}: ${error.message}`) : error;
  }
}

/** By hand, because a pattern takes quadratic time on a long line of blanks. */
function trimmed(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && TRIMMED.has(line.charAt(start))) start++;
  while (end > start && TRIMMED.has(line.charAt(end - 1))) end--;
  return line.slice(start, end);
}

function refuseWhatRedisMisreads(line: string): void {
  // Redis takes the mark for a part of the first name and does not start.
  if (line.startsWith('\uFEFF')) throw new UserError('starts with a byte order mark; save it without one');
  // Redis reads lines as C strings: what follows the NUL would be lost without a word.
  if (line.includes('\0')) throw new UserError('holds a NUL byte; remove it');
}
