/** Values of directives: what Redis accepts, and the one form in which equal values are equal. */

import { UserError } from '../base/errors.ts';
import type { DirectiveSpec } from './catalogue/index.ts';
import { describeType } from './describe.ts';
import type { DirectiveValue, ScalarValue } from './directive-value.ts';
import { showWord, splitLine, unprintable } from './line.ts';
import { canonicalArguments, takesMany, takesOne } from './value/index.ts';

export type { DirectiveValue, ScalarValue } from './directive-value.ts';

/**
 * The canonical form of a directive's arguments: bytes without a unit, words in lower case, today's names. Applying it
 * twice changes nothing.
 * @throws UserError, starting with the directive's name, if Redis would refuse them.
 */
export function canonicalValue(spec: DirectiveSpec, args: readonly string[]): readonly string[] {
  const canonical = canonicalArguments(spec.type, separated(spec, args));
  if (canonical === undefined) throw new UserError(`${spec.name}: ${refusal(spec, args)}`);
  return canonical;
}

/** Why Redis would refuse these arguments, without the directive's name; undefined if it takes them. */
export function refusalOf(spec: DirectiveSpec, args: readonly string[]): string | undefined {
  try {
    return canonicalArguments(spec.type, separated(spec, args)) === undefined
      ? refusal(spec, args)
      : undefined;
  } catch (error) {
    // A quote is left open in a value that is split once more.
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/**
 * The arguments of each line that a value of a definition stands for, as they were written.
 * @throws UserError, without the directive's name, if a file can't carry the value or Redis would refuse it.
 */
export function directiveArgs(spec: DirectiveSpec, value: DirectiveValue): readonly (readonly string[])[] {
  return linesOf(spec, value).map((line) => {
    for (const word of line) refuseUnprintable(word);
    const args = separated(spec, line);
    if (canonicalArguments(spec.type, args) === undefined) throw new UserError(refusal(spec, args));
    return args;
  });
}

function linesOf(spec: DirectiveSpec, value: DirectiveValue): readonly (readonly string[])[] {
  const values = (isList(value) ? value : [value]).map(asText);
  if (values.length === 0) throw new UserError('has no value; write one or leave the directive out');
  return spec.repetition === 'replace' ? [values] : values.map((line) => [line]);
}

/** Array.isArray does not narrow a readonly array away. */
function isList(value: DirectiveValue): value is readonly ScalarValue[] {
  return typeof value === 'object';
}

function asText(value: ScalarValue): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function refuseUnprintable(word: string): void {
  const problem = unprintable(word);
  if (problem !== undefined) throw new UserError(`the value ${problem}`);
}

/** Redis splits the only argument of a directive that takes several once more (redis config.c, MULTI_ARG_CONFIG). */
function separated({ type }: DirectiveSpec, args: readonly string[]): readonly string[] {
  const [only] = args;
  return takesMany(type) && args.length === 1 && only !== undefined && only !== '' ? splitLine(only) : args;
}

function refusal(spec: DirectiveSpec, args: readonly string[]): string {
  const { what, write } = describeType(spec.type);
  if (takesOne(spec.type) && args.length !== 1)
    return `takes one word, ${args.length === 0 ? 'none is' : `${args.length} are`} given; write ${write}`;
  const given = spec.secret ? 'the value' : shown(args);
  return `${given} is not ${what}; write ${write}`;
}

const SHOWN = 60;

/** The value for a message: quoted unless plain, and cut. */
function shown(args: readonly string[]): string {
  const joined = args.join(' ');
  const cut = joined.length > SHOWN ? `${joined.slice(0, SHOWN)}...` : joined;
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(cut) ? cut : showWord(cut);
}
