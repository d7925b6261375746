/** What is wrong with a document that vedette did not write. */

import { messageOf } from '../errors.ts';
import { canonicalValue } from './canonical.ts';
import {
  type DirectiveSpec,
  findDirective,
  nearestDirective,
  REDIS_VERSIONS,
  type RedisVersion,
} from './catalogue/index.ts';
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

/** Every problem of a document, in the order of its lines, as that version of Redis or Sentinel reads it. */
export function knownProblems(
  document: Document,
  version: RedisVersion,
  kind: DocumentKind,
): readonly DocumentProblem[] {
  const lines = document.map((line) => ({ line, ...optionOf(line, kind, version) }));
  const unmonitored = unmonitoredIn(lines);
  const repeated = repeatedIn(lines);
  return lines.flatMap((line) => [
    ...lineProblems(line, version, kind),
    ...(unmonitored.has(line)
      ? [error(line, `${line.name}: no sentinel monitor names its group; add one`)]
      : []),
    ...(repeated.has(line) ? [error(line, `${line.name}: the line stands there twice; remove one`)] : []),
    ...(isUserBesideFile(line, lines)
      ? [error(line, 'user: users stand in the aclfile when there is one; move this one there')]
      : []),
  ]);
}

function lineProblems(line: Line, version: RedisVersion, kind: DocumentKind): readonly DocumentProblem[] {
  const { spec, args } = line;
  if (spec === undefined) return [error(line, unknown(line, version, kind))];
  if (spec.name === 'include')
    return [error(line, 'include: another file is not followed; put its lines in place of this one')];
  const refused = refusalOf(spec, args);
  if (refused !== undefined) return [error(line, refused)];
  return spec.ignored ? [warning(line, `${line.name}: is read and does nothing here; remove it`)] : [];
}

/** Why a value is not of its type; undefined if it is, or holds a secret that is not known here. */
function refusalOf(spec: DirectiveSpec, args: readonly Argument[]): string | undefined {
  const texts = args.flatMap((argument) => (isSecret(argument) ? [] : [argument]));
  if (texts.length < args.length) return undefined;
  try {
    canonicalValue(spec, texts);
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

/** Without the arguments: nobody knows whether they hold a secret. */
function unknown({ line, name }: Line, version: RedisVersion, kind: DocumentKind): string {
  const file = `${kind}.conf`;
  if (line.name === 'sentinel' && name === '')
    return 'sentinel: no option follows; write one or remove the line';
  const misplaced = findDirective(kind, version, name);
  if (misplaced !== undefined)
    return misplaced.form === 'plain'
      ? `${name}: is no option of sentinel; write it without that word`
      : `${name}: is an option of sentinel; write that word before it`;
  if (name.includes('.')) return `${name}: is a setting of a module, which vedette does not know; remove it`;
  return `${name}: is not a directive of ${file} in Redis ${version}; ${advice(name, version, kind)}`;
}

function advice(name: string, version: RedisVersion, kind: DocumentKind): string {
  const other = REDIS_VERSIONS.find((candidate) => findDirective(kind, candidate, name) !== undefined);
  if (other !== undefined) return `Redis ${other} has it`;
  const near = nearestDirective(kind, version, name);
  return near === undefined ? 'check its name' : `did you mean ${near}?`;
}

/** Options of a group that no line monitors: Sentinel does not start. */
function unmonitoredIn(lines: readonly Line[]): ReadonlySet<Line> {
  const monitored = new Set(lines.filter(({ name }) => name === 'monitor').map(({ group }) => group));
  return new Set(lines.filter(({ spec, group }) => spec?.form === 'group' && !monitored.has(group)));
}

/** Lines that may stand only once for each user, command or group, and are not the first. */
const ONCE: ReadonlySet<string> = new Set(['user', 'rename-command', 'monitor']);

function repeatedIn(lines: readonly Line[]): ReadonlySet<Line> {
  const seen = new Set<string>();
  return new Set(
    lines.filter((line) => {
      if (line.spec === undefined || !ONCE.has(line.spec.name)) return false;
      const key = identity(line);
      const before = seen.has(key);
      seen.add(key);
      return before;
    }),
  );
}

/** Users and groups are told apart by case, commands are not. */
function identity({ name, group, args: [first] }: Line): string {
  if (name === 'monitor') return JSON.stringify([name, group]);
  return JSON.stringify([name, group, name === 'user' ? first : upperCase(first)]);
}

function upperCase(argument: Argument | undefined): Argument | undefined {
  return argument === undefined || isSecret(argument) ? argument : argument.toUpperCase();
}

/** Redis does not start with users in both places. */
function isUserBesideFile({ name }: Line, lines: readonly Line[]): boolean {
  return name === 'user' && (lines.findLast((line) => line.name === 'aclfile')?.args[0] ?? '') !== '';
}

function error({ line }: Line, message: string): DocumentProblem {
  return { severity: 'error', origin: line.origin, message };
}

function warning({ line }: Line, message: string): DocumentProblem {
  return { severity: 'warning', origin: line.origin, message };
}
