/** Settings that a program of a host takes while it runs, and the commands that bring them. */
import { reaching, type SettingPair } from '../../diff/by-hand.ts';
import { printArguments } from '../../diff/print.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import { type Argument, type DocumentKind, isSecret } from '../../redis/document.ts';
import { readArguments } from '../../redis/line.ts';
import type { SettingDrift } from '../drift/model.ts';

/** What is brought to a program of a host in one step. */
export interface LiveChange {
  readonly host: string;
  readonly program: DocumentKind;
  /** Of the engine that runs. */
  readonly version: EngineVersion;
  /** Those that run already as they should and are not in the file are among them. */
  readonly settings: readonly SettingDrift[];
}

/** A command, as it is sent. A secret is a reference, which is never sent. */
export type LiveCommand = readonly Argument[];

/** The commands that bring the settings: one CONFIG SET has all, so that all come or none does. */
export function commandsOf({
  program,
  settings,
}: Pick<LiveChange, 'program' | 'settings'>): readonly LiveCommand[] {
  return together(settings.flatMap((setting) => wordsOf(program, setting)));
}

/** The commands that put back what ran before. */
export function undoingOf({
  program,
  settings,
}: Pick<LiveChange, 'program' | 'settings'>): readonly LiveCommand[] {
  const back = settings.map((setting) => ({ ...setting, before: setting.after, after: setting.before }));
  return commandsOf({ program, settings: back });
}

/** Commands as a person would type them, one behind the other. */
export function textOfCommands(commands: readonly LiveCommand[]): string {
  return commands.map(printArguments).join('; ');
}

/** The words of a command to send. @throws RangeError if one is a secret, which nothing here sends */
export function sendable(command: LiveCommand): readonly string[] {
  return command.map((word) => {
    if (isSecret(word)) throw new RangeError(`${word.secret} was to be sent`);
    return word;
  });
}

/** True for a setting whose value is a secret on either side. */
export function isSecretive({ before, after }: SettingPair): boolean {
  return [before, after].some((setting) => setting?.args.some(isSecret) ?? false);
}

/** True if commands bring the setting to a running program; also one that only its file lacks. */
export function isBrought(program: DocumentKind, setting: SettingDrift): boolean {
  return isOnlyUnwritten(setting) || wordsOf(program, setting).length > 0;
}

/** True for a setting that runs as it should, and only the file does not say so. */
export function isOnlyUnwritten({ before, after, isUnwritten }: SettingDrift): boolean {
  return isUnwritten && before?.value.canonical === after?.value.canonical;
}

/** What is shown is what is sent: the text of the command, as the program itself would read it. */
function wordsOf(program: DocumentKind, setting: SettingDrift): readonly LiveCommand[] {
  if (isOnlyUnwritten(setting)) return [];
  const { byHand = [] } = reaching(program, setting.impact, setting, new Map());
  const isLive = byHand.every(({ kind }) => kind === 'command' || kind === 'rewrite');
  return isLive ? byHand.filter(({ kind }) => kind === 'command').map(({ text }) => readArguments(text)) : [];
}

/** Classes of one directive are one value (redis config.c, client-output-buffer-limit). */
function together(commands: readonly LiveCommand[]): readonly LiveCommand[] {
  const [sets, others] = [commands.filter(isConfigSet), commands.filter((command) => !isConfigSet(command))];
  const values = new Map<Argument, Argument>();
  for (const [, , name = '', value = ''] of sets) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : joined(known, value));
  }
  return [...(values.size === 0 ? [] : [['CONFIG', 'SET', ...[...values].flat()]]), ...others];
}

function joined(one: Argument, other: Argument): Argument {
  if (isSecret(one) || isSecret(other)) return one;
  return `${one} ${other}`;
}

function isConfigSet([command, subcommand]: LiveCommand): boolean {
  return command === 'CONFIG' && subcommand === 'SET';
}
