/** How a changed setting reaches running hosts: the steps, until a roll-out takes them. */
import type { DocumentKind } from '../redis/document.ts';
import type { Impact } from '../redis/impact.ts';
import type { Change } from './change.ts';
import { printArguments, withUnits } from './print.ts';
import type { Setting } from './setting.ts';
import { rewrite, type Step, start, stop, takeOut, tell, write } from './step.ts';

/** A setting on both sides; undefined where a side has none. */
export interface SettingPair {
  readonly before: Setting | undefined;
  readonly after: Setting | undefined;
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
function stepsOf(program: DocumentKind, impact: Impact, { before, after }: SettingPair): readonly Step[] {
  const setting = before ?? after;
  if (setting === undefined) return [];
  const { spec, part = '' } = setting;
  switch (impact === 'restart' ? undefined : spec.command) {
    case 'CONFIG SET':
      return [tell(`CONFIG SET ${spec.name} ${word(after)}`), rewrite(program)];
    case 'ACL SETUSER':
      return [tell(user(part, after)), rewrite(program)];
    case 'SENTINEL CONFIG SET':
      return [tell(`SENTINEL CONFIG SET ${spec.name} ${word(after)}`)];
    case 'SENTINEL SET':
      return [tell(`SENTINEL SET ${groupOf(setting)} ${optionOf(setting)} ${word(after)}`)];
    default:
      return [stop(program), edit(program, setting, after), start(program)];
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

function edit(program: DocumentKind, { spec, part }: Setting, after: Setting | undefined): Step {
  const name = [spec.form === 'plain' ? '' : 'sentinel ', spec.name].join('');
  const line = spec.repetition === 'separate' ? `${name} ${part}` : name;
  return after === undefined
    ? takeOut(program, line)
    : write(program, `${line} ${printArguments(withUnits(spec, after.args))}`.trimEnd());
}

/** A group is in the key of its settings: `sentinel/mymaster/quorum`. */
function groupOf({ key }: Setting): string {
  return key.slice(key.indexOf('/') + 1, key.lastIndexOf('/'));
}

function optionOf({ spec, part }: Setting): string {
  return spec.name === 'monitor' ? (part ?? spec.name) : spec.name;
}
