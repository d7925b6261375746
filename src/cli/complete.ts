/** What may come next on a command line, asked by the script that `vedette completion` prints. */
import type { Command } from './command.ts';
import { COMMANDS, type Entry } from './commands/index.ts';
import type { GivenBefore } from './suggest.ts';
import { destinationOf, GLOBAL_OPTIONS } from './usage.ts';

/** The script of yargs asks with this word, before the line as it is. */
export const ASKS = '--get-yargs-completions';

/** A word that may stand there, and what it is, empty where the word says it. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/**
 * Tells what may stand in the place of the last word.
 *
 * @param words the words behind `vedette`; the last is being written, and empty where none is yet
 */
export async function candidates(words: readonly string[]): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? '';
  // bash hands over `--format=json` as three words.
  const before = words.slice(0, -1).filter((word) => word !== '=');
  if (before.includes('--') || !enter(before)) return [];
  const possible = await candidatesBehind(before.filter(isOwn), current);
  return possible.filter(({ word }) => word.startsWith(current));
}

/** Goes to the folder of `--dir`, from where the line will be read; false where there is none, or none yet. */
function enter(before: readonly string[]): boolean {
  const at = before.indexOf('--dir');
  if (at < 0) return true;
  try {
    process.chdir(before[at + 1] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Anything but `--dir` and its folder. */
function isOwn(word: string, at: number, before: readonly string[]): boolean {
  return word !== '--dir' && before[at - 1] !== '--dir';
}

/** As the script wants it: zsh shows what a word is, and reads a colon as its beginning. */
export function printCandidate({ word, about }: Candidate, isZsh: boolean): string {
  return isZsh ? `${word.replaceAll(':', '\\:')}:${about}` : word;
}

async function candidatesBehind(before: readonly string[], current: string): Promise<readonly Candidate[]> {
  const asksHelp = before[0] === 'help';
  const line = asksHelp ? before.slice(1) : before;
  const { words, entry } = destinationOf(line);
  const rest = line.slice(line.indexOf(words.at(-1) ?? '') + 1);
  if (entry?.load === undefined)
    return rest.every(isOption) ? namesOf(entry?.entries ?? COMMANDS, current) : [];
  return asksHelp ? [] : argumentsOf((await entry.load()).default, rest, current);
}

function namesOf(entries: readonly Entry[], current: string): readonly Candidate[] {
  if (isOption(current)) return GLOBAL_OPTIONS.map(plain);
  return entries.map(({ name, summary }) => ({ word: name, about: summary }));
}

async function argumentsOf(
  command: Command,
  rest: readonly string[],
  current: string,
): Promise<readonly Candidate[]> {
  const { given, places, awaits } = read(command, rest);
  if (awaits !== undefined) return valuesOf(command, awaits, given);
  if (isOption(current)) return optionsOf(command, given);
  const names = Object.keys(command.positionals);
  const last = names.at(-1) ?? '';
  const name = names[places] ?? (command.positionals[last]?.array === true ? last : '');
  return valuesOf(command, name, given);
}

function optionsOf({ options }: Command, given: GivenBefore): readonly Candidate[] {
  const own = Object.entries(options)
    .filter(([name, { type }]) => !(name in given) || type === 'array')
    .map(([name, { describe = '' }]) => ({ word: `--${name}`, about: describe }));
  return [...own, ...GLOBAL_OPTIONS.map(plain)];
}

/** What cannot be told is not offered: a shell asks while a line is being written. */
async function valuesOf(
  { positionals, options, suggests }: Command,
  name: string,
  given: GivenBefore,
): Promise<readonly Candidate[]> {
  const choices = (options[name] ?? positionals[name])?.choices;
  if (choices !== undefined) return choices.map((choice) => plain(String(choice)));
  const suggested = await suggests?.[name]?.(given).catch(() => []);
  return (suggested ?? []).map(plain);
}

/** What a line says before the word that is being written. */
interface Read {
  readonly given: GivenBefore;
  /** How many places are taken. */
  readonly places: number;
  /** The option whose value comes next; undefined where none does. */
  readonly awaits: string | undefined;
}

function read({ positionals, options }: Command, rest: readonly string[]): Read {
  const names = Object.keys(positionals);
  return rest.reduce<Read>(
    ({ given, places, awaits }, word) => {
      if (awaits !== undefined) return { given: { ...given, [awaits]: word }, places, awaits: undefined };
      if (!isOption(word))
        return { given: { ...given, [names[places] ?? '']: word }, places: places + 1, awaits };
      const [name = '', value] = word.replace(/^--/, '').split('=');
      const wantsValue = value === undefined && (options[name]?.type ?? 'boolean') !== 'boolean';
      const isChoice = value === undefined && options[name]?.choices !== undefined;
      return {
        given: { ...given, [name]: value ?? '' },
        places,
        awaits: wantsValue || isChoice ? name : undefined,
      };
    },
    { given: {}, places: 0, awaits: undefined },
  );
}

function isOption(word: string): boolean {
  return word.startsWith('-');
}

function plain(word: string): Candidate {
  return { word, about: '' };
}
