/** Arguments as text. */

import { onOneLine } from '../base/errors.ts';
import { bytes, formatSize } from '../base/units.ts';
import type { DirectiveSpec } from '../redis/catalogue/index.ts';
import { type Argument, isSecret } from '../redis/document.ts';
import { printWord, unprintable } from '../redis/line.ts';

/** Prints arguments on one line as a file has them, a secret as a reference. */
export function printArguments(args: readonly Argument[]): string {
  return args.map(printArgument).join(' ');
}

/** A file that somebody else wrote may hold a newline as an escape, which vedette itself never writes. */
function printArgument(argument: Argument): string {
  return isSecret(argument) || unprintable(argument) === undefined
    ? printWord(argument)
    : onOneLine(JSON.stringify(argument));
}

/** Prints canonical arguments with the units that a person would write. */
export function readable(spec: DirectiveSpec, args: readonly Argument[]): string {
  return printArguments(withUnits(spec, args));
}

/** Canonical arguments with the units that a person would write. */
export function withUnits({ type }: DirectiveSpec, args: readonly Argument[]): readonly Argument[] {
  const isSize = (at: number): boolean =>
    type.kind === 'memory' || (type.kind === 'buffer-limits' && at < args.length - 1);
  return args.map((argument, at) => (isSize(at) ? sizeText(argument) : argument));
}

function sizeText(argument: Argument): Argument {
  const digits = typeof argument === 'string' && /^[1-9]\d{0,14}$/.test(argument);
  return digits ? formatSize(bytes(Number(argument))) : argument;
}
