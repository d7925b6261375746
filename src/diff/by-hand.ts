/** How a changed setting reaches running hosts: the commands, until a roll-out gives them. */
import type { DocumentKind } from '../redis/document.ts';
import type { Impact } from '../redis/impact.ts';
import type { Change } from './change.ts';
import { printArguments, withUnits } from './print.ts';
import type { Setting } from './setting.ts';

/** A setting on both sides; undefined where a side has none. */
export interface SettingPair {
  readonly before: Setting | undefined;
  readonly after: Setting | undefined;
}

/** A program writes its own file and holds all of it in memory, so the file is edited while the program is down. */
export const STOP: Readonly<Record<DocumentKind, string>> = {
  redis: 'service redis stop',
  sentinel: 'service sentinel stop',
};

/** Makes Redis write into its file what it was told; Sentinel does so by itself. */
const REWRITE = 'CONFIG REWRITE';
const FLUSH = 'SENTINEL FLUSHCONFIG';

/** Steps of several settings as one person takes them: one stop, all edits, one start, commands, and one rewrite. */
export function inOrder(steps: readonly string[]): readonly string[] {
  const rankOf = (step: string): number => {
    if (/^service .* stop$/.test(step)) return 0;
    if (/^\w+\.conf: /.test(step)) return 1;
    if (/^service .* start$/.test(step)) return 2;
    return step === REWRITE || step === FLUSH ? 4 : 3;
  };
  return steps.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/**
 * By which means a setting reaches running hosts. Instances ignore changes of their user-data and no boot overwrites a
 * file that is there, so `cdktf deploy` never brings it.
 */
export function reaching(
  program: DocumentKind,
  impact: Impact,
  pair: SettingPair,
): Pick<Change, 'means' | 'byHand'> {
  if (impact === 'none') return { means: 'nothing' };
  const byHand = stepsOf(program, impact, pair);
  return byHand.length === 0 ? { means: 'roll-out' } : { means: 'roll-out', byHand };
}

/** The running server is of the side before: what it can be told is in that side's catalogue. */
function stepsOf(program: DocumentKind, impact: Impact, { before, after }: SettingPair): readonly string[] {
  const setting = before ?? after;
  if (setting === undefined) return [];
  const { spec, part = '' } = setting;
  switch (impact === 'restart' ? undefined : spec.command) {
    case 'CONFIG SET':
      return [`CONFIG SET ${spec.name} ${word(after)}`, REWRITE];
    case 'ACL SETUSER':
      return [user(part, after), program === 'redis' ? REWRITE : FLUSH];
    case 'SENTINEL CONFIG SET':
      return [`SENTINEL CONFIG SET ${spec.name} ${word(after)}`];
    case 'SENTINEL SET':
      return [`SENTINEL SET ${groupOf(setting)} ${optionOf(setting)} ${word(after)}`];
    default:
      return [STOP[program], edit(program, setting, after), STOP[program].replace('stop', 'start')];
  }
}

/** The value as one word: CONFIG SET splits it at blanks by itself (redis config.c, setConfigFromArgs). */
function word(setting: Setting | undefined): string {
  if (setting === undefined) return '""';
  const { spec, part, args } = setting;
  const words = withUnits(spec, spec.repetition === 'merge' && part !== undefined ? [part, ...args] : args);
  const texts = words.filter((one) => typeof one === 'string');
  return printArguments(texts.length === words.length ? [texts.join(' ')] : words);
}

function user(name: string, setting: Setting | undefined): string {
  return setting === undefined
    ? `ACL DELUSER ${name}`
    : `ACL SETUSER ${name} reset ${printArguments(setting.args)}`.trimEnd();
}

function edit(program: DocumentKind, { spec, part }: Setting, after: Setting | undefined): string {
  const name = [spec.form === 'plain' ? '' : 'sentinel ', spec.name].join('');
  const line = spec.repetition === 'separate' ? `${name} ${part}` : name;
  return after === undefined
    ? `${program}.conf: take out ${line}`
    : `${program}.conf: ${line} ${printArguments(withUnits(spec, after.args))}`.trimEnd();
}

/** A group is in the key of its settings: `sentinel/mymaster/quorum`. */
function groupOf({ key }: Setting): string {
  return key.slice(key.indexOf('/') + 1, key.lastIndexOf('/'));
}

function optionOf({ spec, part }: Setting): string {
  return spec.name === 'monitor' ? (part ?? spec.name) : spec.name;
}
