/** Wrong usage, said in one sentence: yargs knows what is wrong, this file knows what was meant. */
import { UsageError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Command } from './command.ts';
import { COMMANDS, type Entry } from './commands/index.ts';

/** Where on the command line its words lead. */
interface Destination {
  /** The words that name a command, such as `local`, `up`. */
  readonly words: readonly string[];
  /** The command or group that they name; undefined if there is none. */
  readonly entry: Entry | undefined;
}

/** The words of a command line that name a command. */
export function wordsOf(argv: readonly string[]): readonly string[] {
  return destinationOf(argv).words;
}

/** Makes a sentence of what yargs says. */
export async function usageSentence(said: string, argv: readonly string[]): Promise<string> {
  const { words, entry } = destinationOf(argv);
  const name = words.join(' ');
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/m.exec(said)?.[1];
  if (unknown !== undefined) return unknownSentence(unknown.split(', ')[0] ?? '', { words, entry }, argv);
  const [, option, given, choices] = /Argument: (.*), Given: (.*), Choices: (.*)/.exec(said) ?? [];
  if (option !== undefined)
    return `--${option} ${unquote(given)} is not possible; use one of ${unquote(choices)}`;
  const valueless = /^Not enough arguments following: (.*)$/m.exec(said)?.[1];
  if (valueless !== undefined) return `--${valueless} has no value; give one`;
  if (!said.startsWith('Not enough non-option arguments')) return said;
  const further = argv[argv.indexOf(words.at(-1) ?? '') + 1];
  if (entry?.load === undefined && words.length > 0 && further !== undefined && !further.startsWith('-'))
    return unknownSentence(further, { words, entry }, argv);
  if (entry?.load === undefined)
    return `${['vedette', ...words].join(' ')} needs a command; use one of ${namesOf(entriesOf(entry)).join(', ')}, or --help`;
  return `vedette ${name} needs ${entry.usage}; write vedette ${name} ${entry.usage}`;
}

/** Refuses an option that was given twice: yargs makes an array of it. */
export function refuseRepeated({ options }: Command, values: object): void {
  for (const [name, value] of Object.entries(values))
    if (Array.isArray(value) && options[name]?.type !== 'array' && name in options)
      throw new UsageError(`--${name} is given ${value.length} times; give it once`);
}

async function unknownSentence(
  word: string,
  { words, entry }: Destination,
  argv: readonly string[],
): Promise<string> {
  const option = argv
    .map((given) => given.split('=')[0])
    .find((given) => given === `--${word}` || given === `-${word}`);
  if (option !== undefined) return unknownOption(option, words, entry);
  if (entry?.load !== undefined)
    return `${word} is one argument too many; write vedette ${[...words, entry.usage].join(' ')}`;
  const known = namesOf(entriesOf(entry));
  return `${[...words, word].join(' ')} is not a command; ${advice(nearest(word, known), known)}`;
}

async function unknownOption(
  option: string,
  words: readonly string[],
  entry: Entry | undefined,
): Promise<string> {
  const options = (await entry?.load?.())?.default.options ?? {};
  const known = [...Object.keys(options), 'debug', 'help'].map((name) => `--${name}`);
  return `${option} is not an option of ${['vedette', ...words].join(' ')}; ${advice(nearest(option, known), known)}`;
}

function advice(near: string | undefined, known: readonly string[]): string {
  return near === undefined ? `use one of ${known.join(', ')}` : `did you mean ${near}?`;
}

/** Follows the words as far as they name commands; the first word that names one begins. */
function destinationOf(argv: readonly string[]): Destination {
  const start = argv.findIndex(isCommand);
  const words: string[] = [];
  let entry: Entry | undefined;
  for (const word of start < 0 ? [] : argv.slice(start)) {
    const next = entriesOf(entry).find(({ name }) => name === word);
    if (next === undefined) break;
    words.push(word);
    entry = next;
  }
  return { words, entry };
}

function isCommand(word: string): boolean {
  return COMMANDS.some(({ name }) => name === word);
}

function entriesOf(entry: Entry | undefined): readonly Entry[] {
  return entry === undefined ? COMMANDS : (entry.entries ?? []);
}

function namesOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ name }) => name);
}

function unquote(text = ''): string {
  return text.replaceAll('"', '');
}
