/**
 * One line of a configuration file: read exactly as Redis reads it (redis sds.c, sdssplitargs), and printed so that
 * Redis reads back exactly the value.
 */

import { charactersOf, codesOf, decodeBytes, encodeBytes, withoutRawBytes } from '../base/bytes.ts';
import { onOneLine, UserError } from '../base/errors.ts';
import { type Argument, type Directive, isSecret, secret } from './document.ts';

/** A piece of a line; `bare` if no quote was involved. Until it is decoded, each character of `text` is one byte. */
interface Token {
  readonly text: string;
  readonly bare: boolean;
}

/** A token, and where reading goes on. */
interface Scanned {
  readonly token: Token;
  readonly next: number;
}

/** What C's isspace() says, between tokens; inside a bare token only `ENDS` end it. */
const BLANK = /\s/;
const ENDS = ' \t\n\r';
/** Visible characters of ASCII without quotes, blanks and tabs. */
const PLAIN = /^[\t \x21\x23-\x26\x28-\x7e]*$/;
const BLANKS = /[\t ]+/;
const SECRET_OPENS = '{secret';
const NAMED_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };
const HEX_ESCAPE = /^\\x([0-9a-f]{2})/i;

/** Text that Redis reads back unchanged without quotes; a brace or a hash at the start would mislead a reader. */
const BARE = /^(?![{#])(?:(?!["'\\])[\x21-\x7e])+$/;
/** Shown as it is inside quotes. All else, such as marks that turn the writing direction, is shown as its bytes. */
const VISIBLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\x07': '\\a',
};

/**
 * Splits a line into its words as Redis does, escapes included.
 * @throws UserError if a quote is left open or is followed by text.
 */
export function splitLine(line: string): readonly string[] {
  return plainWords(line) ?? tokens(line).map(({ text }) => text);
}

/**
 * Splits a line like {@link splitLine}, but reads `{secret name}` outside quotes as a reference.
 * @throws UserError as splitLine does.
 */
export function readArguments(line: string): readonly Argument[] {
  const plain = plainWords(line);
  if (plain !== undefined && !plain.includes(SECRET_OPENS)) return plain;
  const found: Argument[] = [];
  const words = tokens(line).values();
  for (const word of words) found.push(opensSecret(word) ? secretNamed(words.next().value) : word.text);
  return found;
}

/**
 * Prints a directive as one line, without the line's end.
 * @throws UserError if a value can't be carried by a file: it holds a newline, a NUL or half a character.
 */
export function printDirective({ name, args }: Directive): string {
  return [name, ...args.map((argument) => printArgument(name, argument))].join(' ');
}

/** Why a value can't be written into a file, as the end of a sentence; undefined if it can. */
export function unprintable(value: string): string | undefined {
  if (BARE.test(value)) return undefined;
  if (value.includes('\n')) return 'holds a newline; write it on one line';
  if (value.includes('\0')) return 'holds a NUL; leave it out';
  if (/\p{Surrogate}/u.test(value))
    return 'holds half of a character (a lone surrogate); write whole characters';
  return undefined;
}

function printArgument(name: string, argument: Argument): string {
  const problem = isSecret(argument) ? undefined : unprintable(argument);
  if (problem !== undefined) throw new UserError(`${name}: the value ${problem}`);
  return printWord(argument);
}

/** A word of a file that somebody else wrote, which may hold what vedette itself never writes, such as a newline. */
export function showWord(argument: Argument): string {
  return isSecret(argument) || unprintable(withoutRawBytes(argument)) === undefined
    ? printWord(argument)
    : onOneLine(JSON.stringify(argument));
}

/** Prints one word of a line, which must be printable. */
export function printWord(argument: Argument): string {
  if (isSecret(argument)) return `{secret ${argument.secret}}`;
  return BARE.test(argument) ? argument : `"${Array.from(argument, printCharacter).join('')}"`;
}

function printCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  if (VISIBLE.test(character)) return character;
  return Array.from(encodeBytes(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

function opensSecret({ text, bare }: Token): boolean {
  return bare && text === SECRET_OPENS;
}

function secretNamed(token: Token | undefined): Argument {
  const [, name] = token?.bare ? (/^(.+)\}$/.exec(token.text) ?? []) : [];
  if (name === undefined) throw new UserError('{secret is not followed by a name and }; write {secret name}');
  return secret(name);
}

/** The words of a line without quotes, escapes and bytes beyond ASCII, as nearly all lines of a long file are. */
function plainWords(line: string): readonly string[] | undefined {
  return PLAIN.test(line) ? line.split(BLANKS).filter(Boolean) : undefined;
}

/** Redis splits bytes, so an escape may stand for a part of a character: split bytes, then decode whole words. */
function tokens(line: string): readonly Token[] {
  return tokensOfBytes(charactersOf(encodeBytes(line))).map(({ text, bare }) => ({
    text: decodeBytes(codesOf(text)),
    bare,
  }));
}

function tokensOfBytes(line: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (true) {
    while (isBlank(line[at])) at++;
    if (at >= line.length) return found;
    const { token, next } = tokenAt(line, at);
    found.push(token);
    at = next;
  }
}

/** U+0085 and U+00A0 are blanks to JavaScript, but bytes of a longer character here. */
function isBlank(byte: string | undefined): boolean {
  return byte !== undefined && byte < '\x80' && BLANK.test(byte);
}

function tokenAt(line: string, start: number): Scanned {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const byte = line.charAt(at);
    if (ENDS.includes(byte)) return { token: { text, bare: true }, next: at };
    if (byte === '"' || byte === "'") return quoted(line, at, text);
    text += byte;
  }
  return { token: { text, bare: true }, next: line.length };
}

/** Reads on from an opening quote; a word ends with its closing quote. */
function quoted(line: string, open: number, before: string): Scanned {
  const quote = line.charAt(open);
  const byteAt = quote === '"' ? doubleQuoted : singleQuoted;
  let text = before;
  let at = open + 1;
  while (at < line.length && line[at] !== quote) {
    const [byte, length] = byteAt(line, at);
    text += byte;
    at += length;
  }
  if (at >= line.length) throw new UserError(`a ${quote} is left open; close it`);
  const next = at + 1;
  if (next < line.length && !isBlank(line[next]))
    throw new UserError(`text follows a closing ${quote}; put a blank between them`);
  return { token: { text, bare: false }, next };
}

/** The byte at a place inside double quotes, and how many bytes of the line it takes. */
function doubleQuoted(line: string, at: number): readonly [byte: string, length: number] {
  const escaped = line[at] === '\\' ? line[at + 1] : undefined;
  if (escaped === undefined) return [line.charAt(at), 1];
  const [hex, digits] = HEX_ESCAPE.exec(line.slice(at, at + 4)) ?? [];
  if (hex !== undefined && digits !== undefined) return [String.fromCharCode(Number.parseInt(digits, 16)), 4];
  return [NAMED_ESCAPES[escaped] ?? escaped, 2];
}

function singleQuoted(line: string, at: number): readonly [byte: string, length: number] {
  return line.startsWith("\\'", at) ? ["'", 2] : [line.charAt(at), 1];
}
