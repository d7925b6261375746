/** Wrong usage, said in one sentence: yargs knows what is wrong, this file knows what was meant. */
import { UsageError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import { COMMON_OPTIONS, type Command } from './command.ts';
import { COMMANDS, type Entry } from './commands/index.ts';

/** What every command takes beside its own options. */
export const GLOBAL_OPTIONS: readonly string[] = [...Object.keys(COMMON_OPTIONS), 'help'].map(
  (name) => `--${name}`,
);

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

/** `vedette help show` is `vedette show --help`, if there is a command of this name. */
export function withHelp(argv: readonly string[]): readonly string[] {
  if (argv[0] !== 'help') return argv;
  const asked = argv.slice(1);
  const destination = destinationOf(asked);
  if (destination.words.length < asked.filter((word) => !word.startsWith('-')).length)
    throw new UsageError(commandSentence(destination, asked));
  return [...asked, '--help'];
}

/** Makes a sentence of what yargs says. */
export async function usageSentence(said: string, argv: readonly string[]): Promise<string> {
  const destination = destinationOf(argv);
  const { words, entry } = destination;
  const [, argument, given, choices] = /Argument: (.*), Given: (.*), Choices: (.*)/.exec(said) ?? [];
  if (argument !== undefined) return choiceSentence(argument, unquote(given), unquote(choices), destination);
  const valueless = /^Not enough arguments following: (.*)$/m.exec(said)?.[1];
  if (valueless !== undefined) return `--${valueless} has no value; give one`;
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/m.exec(said)?.[1]?.split(', ');
  if (unknown !== undefined) return unknownSentence(unknown, destination, argv);
  const missing = /^Missing required arguments?: (.*)$/m.exec(said)?.[1]?.split(', ');
  if (missing !== undefined) return missingSentence(missing, destination);
  if (!said.startsWith('Not enough non-option arguments')) return said;
  if (entry?.load === undefined) return commandSentence(destination, argv);
  return `${written(words)} needs ${entry.usage}; write ${written([...words, entry.usage])}`;
}

/** A command is missing, or what stands there is none. */
export function commandSentence({ words, entry }: Destination, argv: readonly string[]): string {
  const known = entriesOf(entry).map(({ name }) => name);
  const own = ownArguments(argv);
  const further = own[words.length === 0 ? 0 : own.indexOf(words.at(-1) ?? '') + 1];
  if (further === undefined || further.startsWith('-'))
    return `${written(words)} needs a command; use one of ${known.join(', ')}, or --help`;
  return `${[...words, further].join(' ')} is not a command; ${adviceOf(nearest(further, known), known)}`;
}

/** Refuses what yargs lets pass: an option that was given twice, of which it makes an array, or is empty. */
export function refuseOptions(command: Command, values: object): void {
  const options: Command['options'] = { ...COMMON_OPTIONS, ...command.options };
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value) && options[name]?.type !== 'array' && name in options)
      throw new UsageError(`--${name} is given ${value.length} times; give it once`);
    if (value === '' && name in options) throw new UsageError(`--${name} is empty; give it a value`);
  }
}

/** Refuses what stands behind `--` where nothing reads it. */
export function refuseBehind({ runsCommand = false }: Command, argv: readonly string[]): void {
  if (runsCommand || ownArguments(argv).length === argv.length) return;
  const { words, entry } = destinationOf(argv);
  throw new UsageError(
    `${written(words)} reads nothing behind --; write ${written([...words, entry?.usage ?? ''])}`,
  );
}

function missingSentence(missing: readonly string[], { words }: Destination): string {
  const options = missing.map((name) => `--${name}`).join(' and ');
  return `${written(words)} needs ${options}; give ${missing.length === 1 ? 'it a value' : 'them values'}`;
}

/** A value that is none of those that an option, or what stands in a place, can have. */
async function choiceSentence(
  argument: string,
  given: string,
  choices: string,
  { entry }: Destination,
): Promise<string> {
  const known = choices.split(', ');
  const isPlace = argument in ((await entry?.load?.())?.default.positionals ?? {});
  return `${isPlace ? argument : `--${argument}`} ${given} is not possible; ${adviceOf(nearest(given, known), known)}`;
}

async function unknownSentence(
  unknown: readonly string[],
  destination: Destination,
  argv: readonly string[],
): Promise<string> {
  const { words, entry } = destination;
  const command = (await entry?.load?.())?.default;
  const option = ownArguments(argv)
    .map((given) => given.split('=')[0] ?? '')
    .find((given) => unknown.some((word) => given === `--${word}` || given === `-${word}`));
  const known = [...Object.keys(command?.options ?? {}).map((name) => `--${name}`), ...GLOBAL_OPTIONS];
  const meant = option === undefined ? undefined : nearestOption(option, known);
  if (command?.runsCommand === true && meant === undefined && !argv.includes('--'))
    return behindSentence(option === undefined ? unknown : ['<command>'], destination);
  if (option !== undefined)
    return `${option} is not an option of ${written(words)}; ${adviceOf(meant, known)}`;
  if (command === undefined) return commandSentence(destination, argv);
  return `${unknown[0]} is one argument too many; write ${written([...words, entry?.usage ?? ''])}`;
}

function behindSentence(command: readonly string[], { words, entry }: Destination): string {
  return `what ${written(words)} is to run stands behind --; write ${written([...words, entry?.usage ?? '', '--', ...command])}`;
}

/** Every option has the dashes, so they make none likelier. */
function nearestOption(option: string, known: readonly string[]): string | undefined {
  const near = nearest(
    option.replace(/^-+/, ''),
    known.map((one) => one.slice('--'.length)),
  );
  return near === undefined ? undefined : `--${near}`;
}

/** Follows the words as far as they name commands; the first word that names one begins. */
export function destinationOf(argv: readonly string[]): Destination {
  const own = ownArguments(argv);
  const start = own.findIndex(isCommand);
  const words: string[] = [];
  let entry: Entry | undefined;
  for (const word of start < 0 ? [] : own.slice(start)) {
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

/** A command line as a person writes it. */
function written(words: readonly string[]): string {
  return ['vedette', ...words].filter((word) => word !== '').join(' ');
}

/** The arguments of vedette itself: those behind `--` are of the command that it runs. */
function ownArguments(argv: readonly string[]): readonly string[] {
  return argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
}

function unquote(text = ''): string {
  return text.replaceAll('"', '');
}
