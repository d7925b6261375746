/** What a document means: the value of a directive after duplicates, accumulation and defaults. */

import { UserError } from '../base/errors.ts';
import { canonicalValue } from './canonical.ts';
import { type DirectiveSpec, type EngineVersion, findDirective, titleOf } from './catalogue/index.ts';
import { type Argument, type Document, type DocumentKind, isSecret } from './document.ts';
import { showWord } from './line.ts';
import { mergeBufferLimits } from './value/list.ts';

/** The arguments of a line, without its name. */
type Arguments = readonly Argument[];

/**
 * The canonical arguments that a directive has in a document: the last line wins, `save` accumulates,
 * `client-output-buffer-limit` is merged by class, and without a line the default of that version holds. Undefined if
 * there is no value then. Of a directive whose lines stand beside each other (`user`, `rename-command`), each line is
 * one element, printed. A secret stays a reference.
 * @throws UserError if that version does not have the directive, or a value is not of its type.
 */
export function effectiveValue(
  document: Document,
  version: EngineVersion,
  name: string,
  kind: DocumentKind = 'redis',
): Arguments | undefined {
  const spec = findDirective(kind, version, name);
  if (spec === undefined)
    throw new UserError(`${name} is not a directive of ${kind}.conf in ${titleOf(version)}; check its name`);
  return valueIn(document, spec);
}

/**
 * The same of a directive that is at hand, which may be one that no version has.
 * @throws UserError if a value is not of its type.
 */
export function valueIn(document: Document, spec: DirectiveSpec): Arguments | undefined {
  const lines = linesOf(document, spec);
  return lines.length === 0 ? spec.default : combined(spec, lines);
}

function linesOf(document: Document, spec: DirectiveSpec): readonly Arguments[] {
  const names = new Set([spec.name, ...spec.aliases]);
  if (spec.form === 'plain') return document.filter(({ name }) => names.has(name)).map(({ args }) => args);
  const skipped = spec.form === 'group' ? 2 : 1;
  return document
    .filter(({ name, args: [option] }) => name === 'sentinel' && isNamed(option, names))
    .map(({ args }) => args.slice(skipped));
}

function isNamed(option: Argument | undefined, names: ReadonlySet<string>): boolean {
  return option !== undefined && isText(option) && names.has(option.toLowerCase());
}

function combined(spec: DirectiveSpec, lines: readonly Arguments[]): Arguments {
  const values = lines.map((args) => canonicalOrSecret(spec, args));
  switch (spec.repetition) {
    case 'replace':
      return values.at(-1) ?? [];
    case 'append':
      return appended(values);
    case 'merge':
      return merged(spec, values);
    case 'separate':
      return values.map((args) => [spec.name, ...args.map(showWord)].join(' '));
  }
}

/** An empty line clears what came before; nothing at all is written as one empty argument. */
function appended(values: readonly Arguments[]): Arguments {
  const points = values.slice(values.findLastIndex(isEmpty) + 1).flat();
  return points.length === 0 ? [''] : points;
}

function isEmpty([only]: Arguments): boolean {
  return only === '';
}

function merged(spec: DirectiveSpec, values: readonly Arguments[]): Arguments {
  return mergeBufferLimits([...(spec.default ?? []), ...values.flat().filter(isText)]);
}

/** A value that holds a secret is not known here, so it can't be checked. */
function canonicalOrSecret(spec: DirectiveSpec, args: Arguments): Arguments {
  const texts = args.filter(isText);
  return texts.length < args.length ? args : canonicalValue(spec, texts);
}

function isText(argument: Argument): argument is string {
  return !isSecret(argument);
}
