/** What one line of a document sets: `sentinel <option> <group> <value>` is an option of a group. */

import {
  type DirectiveSpec,
  type EngineVersion,
  findDirective,
  REDIS_VERSIONS,
  VALKEY_VERSIONS,
} from './catalogue/index.ts';
import { type Argument, type Directive, type Document, type DocumentKind, isSecret } from './document.ts';
import { foreignSpec } from './foreign.ts';

/** A line, taken apart. */
export interface Option {
  /** The directive's name, or the option's behind the word `sentinel`, as it was written, in lower case. */
  readonly name: string;
  /** What is known about it; undefined if nothing is. */
  readonly spec: DirectiveSpec | undefined;
  /** The group of an option of a group; undefined for every other line. */
  readonly group: Argument | undefined;
  /** The arguments behind name and group. */
  readonly args: readonly Argument[];
}

/** Takes a line apart, as that version reads it. */
export function optionOf(line: Directive, kind: DocumentKind, version: EngineVersion): Option {
  return takenApart(line, (name) => findDirective(kind, version, name));
}

/** The lines under the names that every version reads which has the directive: Valkey writes names that Redis does not know. */
export function withSharedNames(
  document: Document,
  kind: DocumentKind,
  version: EngineVersion,
): readonly Directive[] {
  return document.map((line) => {
    const { spec } = optionOf(line, kind, version);
    if (spec === undefined) return line;
    return spec.form === 'plain'
      ? { ...line, name: spec.name }
      : { ...line, args: [spec.name, ...line.args.slice(1)] };
  });
}

/** Takes a line apart whose version is not known: the newest that has the directive tells what it is, Redis first. */
export function optionOfAnyVersion(line: Directive): Option {
  const kind = line.name === 'sentinel' ? 'sentinel' : 'redis';
  return takenApart(line, (name) => findInAnyVersion(kind, name));
}

const NEWEST_FIRST: readonly EngineVersion[] = [
  ...REDIS_VERSIONS.toReversed(),
  ...VALKEY_VERSIONS.toReversed(),
];

function takenApart(line: Directive, find: (name: string) => DirectiveSpec | undefined): Option {
  if (line.name !== 'sentinel') {
    const spec = line.reader === undefined ? find(line.name) : foreignSpec(line.name, line.reader);
    return { name: line.name, spec: ofForm(spec, true), group: undefined, args: line.args };
  }
  const [option, ...rest] = line.args;
  const name = option === undefined || isSecret(option) ? '' : option.toLowerCase();
  const spec = ofForm(find(name), false);
  return spec?.form === 'group'
    ? { name, spec, group: rest[0], args: rest.slice(1) }
    : { name, spec, group: undefined, args: rest };
}

function ofForm(spec: DirectiveSpec | undefined, plain: boolean): DirectiveSpec | undefined {
  return spec !== undefined && (spec.form === 'plain') === plain ? spec : undefined;
}

function findInAnyVersion(kind: DocumentKind, name: string): DirectiveSpec | undefined {
  for (const version of NEWEST_FIRST) {
    const spec = findDirective(kind, version, name);
    if (spec !== undefined) return spec;
  }
  return undefined;
}
