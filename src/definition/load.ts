import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { onOneLine, UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { checkDefinition } from './check.ts';
import type { EnvironmentDefinition } from './environment.ts';
import { loadFailure } from './load-failure.ts';
import { definitionFile, environmentNames, isPath } from './project.ts';

export { environmentNames } from './project.ts';

/** A definition and the file it came from. */
export interface LoadedDefinition {
  readonly definition: EnvironmentDefinition;
  /** The file as messages name it: relative to the working directory where it lies below it. */
  readonly file: string;
}

/**
 * Loads an environment definition.
 *
 * @param nameOrPath a name in `stacks/`, or the path of a file: JSON, or a program with an environment as default export
 * @throws UserError if there is no such file, it fails to load or has no default export; DefinitionError if what it
 *   holds is not an environment
 */
export async function loadDefinition(nameOrPath: string): Promise<LoadedDefinition> {
  const path = findDefinition(nameOrPath);
  const { value, file } = await loadChecked(path, 'environment', checkDefinition);
  return { definition: value, file };
}

/** What a file says, and how messages name the file. */
interface Loaded<T> {
  readonly value: T;
  readonly file: string;
}

/**
 * Loads a file of JSON, or the default export of a program, and checks it.
 *
 * @param path absolute
 * @param declaredBy the function that a program declares it with
 * @throws UserError if it fails to load or has no default export
 */
export async function loadChecked<T>(
  path: string,
  declaredBy: string,
  check: (value: unknown, file: string) => T,
): Promise<Loaded<T>> {
  const file = displayName(path);
  const written = path.endsWith('.json') ? await readData(path, file) : importDefault(path, file, declaredBy);
  // What a definition computes when it is looked at may throw then.
  return { value: orFailure(() => check(written, file), path, file), file };
}

/**
 * The absolute path of the file of a definition.
 *
 * @throws UserError if there is none
 */
export function findDefinition(nameOrPath: string): string {
  const path = definitionFile(nameOrPath);
  if (isFile(path)) return path;
  const given = onOneLine(nameOrPath);
  if (isPath(nameOrPath))
    throw new UserError(`${given}: there is no such file; give the path of an environment definition`);
  const names = environmentNames();
  const near = nearest(nameOrPath, names);
  const advice = near === undefined ? `use one of ${names.join(', ')}, or a path` : `did you mean ${near}?`;
  throw new UserError(`${given}: there is no environment of this name in stacks/; ${advice}`);
}

/** What reads JSON is loaded where there is some. */
async function readData(path: string, file: string): Promise<unknown> {
  const { readJson } = await import('./json-file.ts');
  return orFailure(() => readJson(path), path, file);
}

function importDefault(path: string, file: string, declaredBy: string): unknown {
  const written = orFailure(() => importModule(path).default, path, file);
  if (written === undefined)
    throw new UserError(`${file}: it has no default export; write 'export default ${declaredBy}({ ... })'`);
  if (written instanceof Promise)
    throw new UserError(`${file}: its default export is a promise; export what it gives`);
  return written;
}

/**
 * With `require`, which Node lets read ES modules: on Node 20 `import()` of TypeScript would need tsx's hook for modules,
 * which starts a thread and takes longer than all the rest of a command.
 */
function importModule(path: string): Readonly<Record<string, unknown>> {
  return createRequire(import.meta.url)(path);
}

/** Tells in one sentence why a file does not load. */
function orFailure<T>(load: () => T, path: string, file: string): T {
  try {
    return load();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { line, message } = loadFailure(error, path);
    const where = line === undefined ? file : `${file}:${line}`;
    throw new UserError(`${where}: it failed to load: ${message}; mend the file`, { cause: error });
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function displayName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return onOneLine(fromHere.startsWith('..') ? path : fromHere);
}
