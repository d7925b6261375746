/** Arguments as text. */

import { bytes, formatSize } from '../base/units.ts';
import type { DirectiveSpec } from '../redis/catalogue/index.ts';
import type { Argument } from '../redis/document.ts';
import { showWord } from '../redis/line.ts';

/** Prints arguments on one line as a file has them, a secret as a reference. */
export function printArguments(args: readonly Argument[]): string {
  return args.map(showWord).join(' ');
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
