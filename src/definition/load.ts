import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onOneLine, UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { checkDefinition } from './check.ts';
import type { EnvironmentDefinition } from './environment.ts';
import { loadFailure } from './load-failure.ts';

/** A definition and the file it came from. */
export interface LoadedDefinition {
  readonly definition: EnvironmentDefinition;
  /** The file as messages name it: relative to the working directory where it lies below it. */
  readonly file: string;
}

/** The folder of the environments that are known by name. */
const STACKS = fileURLToPath(new URL('../../stacks/', import.meta.url));

/** The names of the environments in `stacks/`, sorted. */
export function environmentNames(): readonly string[] {
  return readdirSync(STACKS)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

/**
 * Loads an environment definition.
 *
 * @param nameOrPath a name in `stacks/`, or the path of a file with an environment as default export
 * @throws UserError if there is no such file, it fails to load or has no default export; DefinitionError if the export
 *   is not an environment
 */
export async function loadDefinition(nameOrPath: string): Promise<LoadedDefinition> {
  const path = findFile(nameOrPath);
  const file = displayName(path);
  return { definition: checkDefinition(await importDefault(path, file), file), file };
}

function findFile(nameOrPath: string): string {
  const isPath = /[/\\]|\.[cm]?[jt]s$/.test(nameOrPath);
  const path = isPath ? resolve(nameOrPath) : join(STACKS, `${nameOrPath}.ts`);
  if (isFile(path)) return path;
  const given = onOneLine(nameOrPath);
  if (isPath)
    throw new UserError(`${given}: there is no such file; give the path of an environment definition`);
  const near = nearest(nameOrPath, environmentNames());
  const advice =
    near === undefined ? `use one of ${environmentNames().join(', ')}, or a path` : `did you mean ${near}?`;
  throw new UserError(`${given}: there is no environment of this name in stacks/; ${advice}`);
}

async function importDefault(path: string, file: string): Promise<unknown> {
  const module = await importModule(path, file);
  if (module.default === undefined)
    throw new UserError(`${file}: it has no default export; write 'export default environment({ ... })'`);
  return module.default;
}

/**
 * With `require`, which Node lets read ES modules: on Node 20 `import()` of TypeScript would need tsx's hook for modules,
 * which starts a thread and takes longer than all the rest of a command.
 */
async function importModule(path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return besideResult(() => createRequire(import.meta.url)(path));
  } catch (error) {
    const { line, message } = loadFailure(error, path);
    const where = line === undefined ? file : `${file}:${line}`;
    throw new UserError(`${where}: it failed to load: ${message}; mend the file`, { cause: error });
  }
}

/** What a file prints while it is loaded goes to stderr, since stdout is for the result. */
function besideResult<T>(load: () => T): T {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return load();
  } finally {
    process.stdout.write = write;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function displayName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return onOneLine(fromHere.startsWith('..') ? path : fromHere);
}
