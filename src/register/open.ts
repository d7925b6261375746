/** From what stands on the command line to environments. */

import { existsSync } from 'node:fs';
import { DefinitionError, UserError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import { findDefinition, loadDefinition } from '../definition/load.ts';
import { isPath, possibleFiles } from '../definition/project.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { resolveEnvironment } from '../topology/resolve.ts';
import { openDemands } from './settings.ts';

/**
 * Loads an environment by its name in stacks/, by that of one that was created, or by a path, and decides everything it
 * leaves open.
 */
export async function openEnvironment(nameOrPath: string): Promise<Environment> {
  const created = isWritten(nameOrPath) ? undefined : await createdNamed(nameOrPath);
  if (created !== undefined) return created;
  const { definition, file } = await loadDefinition(nameOrPath);
  return resolveEnvironment(definition, file, undefined, await openDemands());
}

/**
 * The absolute path of the file that a person wrote of an environment: of one that was created, that of its source.
 *
 * @throws UserError if there is none
 */
export async function sourceFile(nameOrPath: string): Promise<string> {
  if (isWritten(nameOrPath)) return findDefinition(nameOrPath);
  const { findCreated } = await import('./created.ts');
  return findDefinition((await findCreated(nameOrPath))?.from ?? nameOrPath);
}

/** What it takes to read the register is loaded only where a name is of no file. */
async function createdNamed(name: string): Promise<Environment | undefined> {
  const { openCreated } = await import('./created.ts');
  return openCreated(name);
}

/** True for a path, and for a name that a person wrote an environment for. */
function isWritten(nameOrPath: string): boolean {
  return isPath(nameOrPath) || possibleFiles(nameOrPath).some((file) => existsSync(file));
}

/** One that could not be opened. */
export interface Unopened {
  /** The name or path that was given. */
  readonly given: string;
  /** What keeps it from being known: a UserError, or a fault of vedette. */
  readonly thrown: unknown;
  /** The environment's own name; undefined where it could not even be read. */
  readonly name?: string;
}

/** What opening one gave. */
export type Opening = { readonly given: string; readonly environment: Environment } | Unopened;

/** Environments, and what is wrong with those that are not among them. */
export interface Opened {
  readonly environments: readonly Environment[];
  readonly unopened: readonly Unopened[];
}

/** Opens several environments, each by itself: what is wrong with one says nothing of the others. */
export async function openEach(namesOrPaths: readonly string[]): Promise<Opened> {
  const openings = namesOrPaths.map((given) =>
    openEnvironment(given).then(
      (environment): Opening => ({ given, environment }),
      (thrown: unknown): Opening => ({ given, thrown }),
    ),
  );
  return withoutTwins(await Promise.all(openings));
}

/**
 * Two environments of one name would share a state, and each would destroy what the other created: neither counts as
 * opened.
 */
export function withoutTwins(openings: readonly Opening[]): Opened {
  const opened = openings.flatMap((one) => ('environment' in one ? one.environment : []));
  const judged = openings.map((one) => {
    const twin = 'environment' in one ? twinOf(one.environment, opened) : undefined;
    return twin === undefined || !('environment' in one)
      ? one
      : { given: one.given, thrown: twin, name: one.environment.name };
  });
  return {
    environments: judged.flatMap((one) => ('environment' in one ? one.environment : [])),
    unopened: judged.flatMap((one) => ('thrown' in one ? one : [])),
  };
}

/** What is wrong with an environment whose name another one has too. */
function twinOf(environment: Environment, all: readonly Environment[]): UserError | undefined {
  const { name, file } = environment;
  const twin = all.find((other) => other !== environment && other.name === name);
  return twin && new UserError(`${file}: name: ${name} is the name of ${twin.file} too; give each its own`);
}

/**
 * Opens those that can be opened, of which there must be some.
 *
 * @param least how many there must be
 * @throws DefinitionError with the problems of all files if there are fewer, not only the first one's
 */
export async function openSome(namesOrPaths: readonly string[], least = 1): Promise<Opened> {
  const opened = await openEach(namesOrPaths);
  if (opened.environments.length < least) throwAll(opened.unopened);
  return opened;
}

function throwAll(unopened: readonly Unopened[]): void {
  const other = unopened.find(({ thrown }) => !(thrown instanceof DefinitionError));
  if (other !== undefined) throw other.thrown;
  const problems = unopened.flatMap(({ thrown }) =>
    thrown instanceof DefinitionError ? thrown.problems : [],
  );
  if (problems.length > 0) throw new DefinitionError(problems);
}

/**
 * The host of a name.
 *
 * @throws UserError that names the nearest host
 */
export function hostNamed({ name, hosts }: Environment, wanted: string): Host {
  const host = hosts.find((one) => one.name === wanted);
  if (host !== undefined) return host;
  const names = hosts.map((one) => one.name);
  throw new UserError(`${name} has no host ${wanted}; ${adviceOf(nearest(wanted, names), names)}`);
}
