/** What is wrong with a document that vedette did not write. */

import { UserError } from '../base/errors.ts';
import { commandsOf, knowsCommandsOf } from './acl/commands.ts';
import { type AclContext, aclContextOf } from './acl/context.ts';
import { canonicalRules } from './acl/user.ts';
import { refusalOf } from './canonical.ts';
import { ENGINE_VERSIONS, type EngineVersion, findDirective, titleOf } from './catalogue/index.ts';
import { type Conflicts, conflictsIn, type OptionLine } from './conflicts.ts';
import { type Document, type DocumentKind, isSecret } from './document.ts';
import { optionOf } from './option.ts';
import { meant, readBy, refusalOfName, type Surroundings } from './unknown-name.ts';

/** One thing that is wrong with a document. No message holds a secret. */
export interface DocumentProblem {
  /** With an error the program does not start, or vedette can't tell what the file means. */
  readonly severity: 'error' | 'warning';
  /** The origin of the line: `file:line` in a parsed document. */
  readonly origin: string;
  /** The directive, or the option behind the word `sentinel`. */
  readonly name: string;
  /** Begins with that name. What was given and what to do, without a full stop. */
  readonly message: string;
}

/** The problems of a document, the first of each line, as that version of Redis or Sentinel reads it. */
export function knownProblems(
  document: Document,
  version: EngineVersion,
  kind: DocumentKind,
): readonly DocumentProblem[] {
  const lines = document.map((line) => ({ line, ...optionOf(line, kind, version) }));
  const context = aclContextOf(document, version, kind);
  const where = { version, kind, modules: context.modules };
  const wrongBesides = new Map([
    ...userProblems(lines, context),
    ...renameProblems(lines, version, kind),
    ...conflictsIn(lines, kind),
  ]);
  return lines.flatMap((line) => {
    const message = lineProblem(line, where) ?? wrongBesides.get(line);
    if (message !== undefined) return problem('error', line, message);
    const remark = remarkOn(line, where);
    return remark === undefined ? [] : problem('warning', line, remark);
  });
}

function problem(
  severity: DocumentProblem['severity'],
  { line, name }: OptionLine,
  message: string,
): DocumentProblem {
  const title = name === '' ? line.name : name;
  return { severity, origin: line.origin, name: title, message: `${title}: ${message}` };
}

/** What is wrong with a line by itself, without its name. */
function lineProblem(line: OptionLine, where: Surroundings): string | undefined {
  const { name, spec } = line;
  if (spec !== undefined) return valueProblem(line, where);
  if (name === '') return 'no option follows; write one or remove the line';
  return refusalOfName(name, where);
}

/** A value that holds a secret is not known here, so it can't be checked. */
function valueProblem({ name, spec, args }: OptionLine, { version, kind }: Surroundings): string | undefined {
  const texts = args.flatMap((argument) => (isSecret(argument) ? [] : [argument]));
  const refusal = spec === undefined || texts.length < args.length ? undefined : refusalOf(spec, texts);
  if (refusal === undefined) return undefined;
  if (texts.some((text) => text.startsWith('#'))) return COMMENT;
  const later = ENGINE_VERSIONS.slice(ENGINE_VERSIONS.indexOf(version) + 1).find((candidate) => {
    const other = findDirective(kind, candidate, name);
    return other !== undefined && !other.ignored && refusalOf(other, texts) === undefined;
  });
  return later === undefined ? refusal : `${refusal}, or ${readBy(later)}`;
}

const COMMENT =
  'a comment stands on a line of its own, and # behind a value is a part of it; move it above the line';

/** What is worth knowing of a line that the program takes. */
function remarkOn({ line, name, spec }: OptionLine, where: Surroundings): string | undefined {
  const near = line.reader === undefined ? undefined : meant(name, where);
  if (line.reader === 'nobody')
    return `is not known to Sentinel, which starts without it; ${near ?? 'remove it'}`;
  if (near !== undefined)
    return `is not a directive of ${titleOf(where.version)}, so it must be a setting of a module; ${near}`;
  return spec?.ignored ? 'is read and does nothing here; remove it' : undefined;
}

/** Redis reads the rules of all users when it has the commands of its modules. */
function userProblems(lines: readonly OptionLine[], context: AclContext): Conflicts {
  return lines
    .filter(({ spec }) => spec?.name === 'user')
    .flatMap((line) => {
      const message = userProblem(line, context);
      return message === undefined ? [] : [[line, message] as const];
    });
}

function userProblem({ args: [user, ...rules] }: OptionLine, context: AclContext): string | undefined {
  if (typeof user === 'string' && /\s/.test(user)) return 'a name of a user has no blanks; write it without';
  try {
    canonicalRules(rules, context);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** Redis renames commands line by line, before it has those of modules (redis config.c, rename-command). */
function renameProblems(lines: readonly OptionLine[], version: EngineVersion, kind: DocumentKind): Conflicts {
  if (kind === 'sentinel') return [];
  const there = new Set([...commandsOf(version, kind).keys()].filter((name) => !name.includes('|')));
  const renamed = lines.filter(({ spec }) => spec?.name === 'rename-command' && spec.form === 'plain');
  return renamed.flatMap((line) => {
    const message = renameProblem(line, there, version);
    return message === undefined ? [] : [[line, message] as const];
  });
}

/** What is wrong with a renaming; where nothing is, the names that are there change. */
function renameProblem({ args }: OptionLine, there: Set<string>, version: EngineVersion): string | undefined {
  const [from = '', to = ''] = args.map((word) => (isSecret(word) ? '' : word.toLowerCase()));
  if (!there.delete(from) && (knowsCommandsOf(version) || from.includes('|')))
    return `there is no such command in ${titleOf(version)}; check its name`;
  if (to !== '' && there.has(to)) return 'the new name is that of another command; choose one that is free';
  there.add(to);
  return undefined;
}
