/** What is wrong with a document that vedette did not write. */

import { refusalOf } from './canonical.ts';
import { findDirective, nearestDirective, REDIS_VERSIONS, type RedisVersion } from './catalogue/index.ts';
import { type Argument, type Directive, type Document, type DocumentKind, isSecret } from './document.ts';
import { type Option, optionOf } from './option.ts';

/** One thing that is wrong with a document. No message holds a secret. */
export interface DocumentProblem {
  /** With an error the program does not start, or vedette can't tell what the file means. */
  readonly severity: 'error' | 'warning';
  /** The origin of the line: `file:line` in a parsed document. */
  readonly origin: string;
  /** What was given and what to do, without a full stop. */
  readonly message: string;
}

/** A line and what it sets. */
interface Line extends Option {
  readonly line: Directive;
}

/**
 * The problems of a document, the first of each line, as that version of Redis or Sentinel reads it. Of an `include`
 * nothing is known but that it is there.
 */
export function knownProblems(
  document: Document,
  version: RedisVersion,
  kind: DocumentKind,
): readonly DocumentProblem[] {
  const lines = document.map((line) => ({ line, ...optionOf(line, kind, version) }));
  const wrongPlaces = new Map([...repeatedIn(lines), ...unmonitoredIn(lines), ...usersBesideFile(lines)]);
  return lines.flatMap((line) => {
    const message = lineProblem(line, version, kind) ?? wrongPlaces.get(line);
    if (message !== undefined) return problem('error', line, message);
    return line.spec?.ignored ? problem('warning', line, 'is read and does nothing here; remove it') : [];
  });
}

function problem(
  severity: DocumentProblem['severity'],
  { line, name }: Line,
  message: string,
): DocumentProblem {
  return { severity, origin: line.origin, message: `${name === '' ? line.name : name}: ${message}` };
}

/** What is wrong with a line by itself, without its name. */
function lineProblem(line: Line, version: RedisVersion, kind: DocumentKind): string | undefined {
  if (line.spec === undefined) return unknown(line, version, kind);
  if (line.spec.name === 'include') return 'another file is not followed; put its lines in place of this one';
  return valueProblem(line);
}

/** A value that holds a secret is not known here, so it can't be checked. */
function valueProblem({ spec, args }: Line): string | undefined {
  const texts = args.flatMap((argument) => (isSecret(argument) ? [] : [argument]));
  return spec === undefined || texts.length < args.length ? undefined : refusalOf(spec, texts);
}

/** Without the arguments: nobody knows whether they hold a secret. */
function unknown({ line, name }: Line, version: RedisVersion, kind: DocumentKind): string {
  if (line.name === 'sentinel' && name === '') return 'no option follows; write one or remove the line';
  const misplaced = findDirective(kind, version, name);
  if (misplaced?.form === 'plain') return 'is no option of sentinel; write it without that word';
  if (misplaced !== undefined) return 'is an option of sentinel; write that word before it';
  if (name.includes('.')) return 'is a setting of a module, which vedette does not know; remove it';
  return `is not a directive of ${kind}.conf in Redis ${version}; ${advice(name, version, kind)}`;
}

function advice(name: string, version: RedisVersion, kind: DocumentKind): string {
  const other = REDIS_VERSIONS.find((candidate) => findDirective(kind, candidate, name) !== undefined);
  if (other !== undefined) return `Redis ${other} has it`;
  const near = nearestDirective(kind, version, name);
  return near === undefined ? 'check its name' : `did you mean ${near}?`;
}

/** Lines and what is wrong with where they stand. */
type Misplaced = readonly (readonly [line: Line, message: string])[];

/** Sentinel does not start with options of a group that no line monitors. */
function unmonitoredIn(lines: readonly Line[]): Misplaced {
  const monitored = new Set(lines.filter(({ name }) => name === 'monitor').map(({ group }) => group));
  return lines
    .filter(({ spec, group }) => spec?.form === 'group' && !monitored.has(group))
    .map((line) => [line, 'no sentinel monitor names its group; add one']);
}

/** Redis does not start with users in both places. */
function usersBesideFile(lines: readonly Line[]): Misplaced {
  const file = lines.findLast(({ name }) => name === 'aclfile')?.args[0] ?? '';
  return lines
    .filter(({ name }) => name === 'user' && file !== '')
    .map((line) => [line, 'users stand in the aclfile when there is one; move this one there']);
}

/** What may stand only once for each user, command or group. */
const ONCE: ReadonlySet<string> = new Set(['user', 'rename-command', 'monitor']);

function repeatedIn(lines: readonly Line[]): Misplaced {
  const seen = new Set<string>();
  return lines
    .filter((line) => ONCE.has(line.name))
    .filter((line) => {
      const known = seen.size;
      return seen.add(identity(line)).size === known;
    })
    .map((line) => [line, 'the line stands there twice; remove one']);
}

/** Users and groups are told apart by case, commands are not. */
function identity({ name, group, args: [first] }: Line): string {
  const target = name === 'monitor' ? undefined : name === 'user' ? first : upperCase(first);
  return JSON.stringify([name, group, target]);
}

function upperCase(argument: Argument | undefined): Argument | undefined {
  return argument === undefined || isSecret(argument) ? argument : argument.toUpperCase();
}
