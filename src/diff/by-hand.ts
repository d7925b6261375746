/** How a changed setting reaches running hosts: the commands, which a roll-out gives too, and the edits of a person without one. */
import type { DocumentKind } from '../redis/document.ts';
import type { Impact } from '../redis/impact.ts';
import type { Change } from './change.ts';
import { printArguments, withUnits } from './print.ts';
import { isTakenAway } from './renamed-commands.ts';
import type { Setting, Settings } from './setting.ts';
import { rewrite, type Step, start, stop, takeOut, tell, write } from './step.ts';

/** A setting on both sides; undefined where a side has none. */
export interface SettingPair {
  readonly before: Setting | undefined;
  readonly after: Setting | undefined;
}

/**
 * By which means a setting reaches running hosts. Instances ignore changes of their user-data and no boot overwrites a
 * file that is there, so `cdktf deploy` never brings it.
 *
 * @param settings of the side after, which say what its commands are called
 */
export function reaching(
  program: DocumentKind,
  impact: Impact,
  pair: SettingPair,
  settings: Settings,
): Pick<Change, 'means' | 'byHand'> {
  if (impact === 'none') return { means: 'nothing' };
  const byHand = stepsOf(program, impact, pair, settings);
  return byHand.length === 0 ? { means: 'roll-out' } : { means: 'roll-out', byHand };
}

/** True if a running program takes the setting by a command. */
export function isTold({ spec }: Setting): boolean {
  return spec.command !== undefined && spec.command !== 'REPLICAOF';
}

/** The command that gives a running program this setting, which {@link isTold}. */
export function telling(setting: Setting): string {
  const { spec, part, args } = setting;
  switch (spec.command) {
    case 'ACL SETUSER':
      return `ACL SETUSER ${part} reset ${printArguments(args)}`.trimEnd();
    case 'SENTINEL SET':
      return `SENTINEL SET ${setting.group} ${optionOf(setting)} ${asWords(setting)}`;
    default:
      return `${spec.command} ${spec.name} ${asOneWord(setting)}`;
  }
}

/** The line of a file that makes the setting. */
export function lineOf(setting: Setting): string {
  return `${beginningOf(setting)} ${printArguments(withUnits(setting.spec, setting.args))}`.trimEnd();
}

/** The running server is of the side before: what it can be told is in that side's catalogue. */
function stepsOf(
  program: DocumentKind,
  impact: Impact,
  { before, after }: SettingPair,
  settings: Settings,
): readonly Step[] {
  const setting = before ?? after;
  if (setting === undefined) return [];
  if (impact === 'restart' || !isTold(setting) || isTakenAway(setting, settings))
    return [
      stop(program),
      after === undefined ? takeOut(program, beginningOf(setting)) : write(program, lineOf(after)),
      start(program),
    ];
  const { spec } = setting;
  const command = after === undefined ? untelling(setting) : telling({ ...after, spec });
  return spec.command?.startsWith('SENTINEL') ? [tell(command)] : [tell(command), rewrite(program)];
}

/** The command that takes a setting without a default away: a command that is renamed gets its own name back. */
function untelling(setting: Setting): string {
  const { spec, part = '' } = setting;
  if (spec.command === 'ACL SETUSER') return `ACL DELUSER ${part}`;
  return telling({ ...setting, args: [spec.name === 'rename-command' ? part : ''] });
}

/** CONFIG SET takes a value as one word, and splits it at blanks by itself (redis config.c, setConfigFromArgs). */
function asOneWord({ spec, part, args }: Setting): string {
  const words = withUnits(spec, spec.repetition === 'merge' && part !== undefined ? [part, ...args] : args);
  const texts = words.filter((one) => typeof one === 'string');
  return printArguments(texts.length === words.length ? [texts.join(' ')] : words);
}

/** SENTINEL SET takes the values of an option as words of their own. */
function asWords({ spec, part, args }: Setting): string {
  const values = printArguments(args);
  return spec.repetition === 'separate' ? `${part} ${values}` : values;
}

/** What a line of the setting begins with, which no other line does. */
function beginningOf({ spec, group, part }: Setting): string {
  const words = {
    plain: [spec.name],
    sentinel: ['sentinel', spec.name],
    group: ['sentinel', spec.name, group],
  }[spec.form];
  return [...words, spec.repetition === 'separate' ? part : undefined]
    .filter((word) => word !== undefined)
    .join(' ');
}

function optionOf({ spec, part }: Setting): string {
  return spec.name === 'monitor' ? (part ?? spec.name) : spec.name;
}
