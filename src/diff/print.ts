/** Arguments as text. */
import type { DirectiveSpec } from '../redis/catalogue/index.ts';
import type { Argument } from '../redis/document.ts';
import { printDirective } from '../redis/line.ts';
import { bytes, formatSize } from '../units.ts';

/** Prints arguments as a line of a file has them, a secret as a reference. */
export function printArguments(args: readonly Argument[]): string {
  return printDirective({ name: '', args, origin: '' }).trimStart();
}

/** Prints canonical arguments with the units that a person would write. */
export function readable({ type }: DirectiveSpec, args: readonly Argument[]): string {
  const isSize = (at: number): boolean =>
    type.kind === 'memory' || (type.kind === 'buffer-limits' && at < args.length - 1);
  return printArguments(args.map((argument, at) => (isSize(at) ? sizeText(argument) : argument)));
}

function sizeText(argument: Argument): Argument {
  const digits = typeof argument === 'string' && /^[1-9]\d{0,14}$/.test(argument);
  return digits ? formatSize(bytes(Number(argument))) : argument;
}
