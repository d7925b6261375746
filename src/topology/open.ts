/** From what stands on the command line to environments. */

import { DefinitionError, UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { loadDefinition } from '../definition/load.ts';
import type { Environment, Host } from './environment.ts';
import { resolveEnvironment } from './resolve.ts';

/** Loads an environment by its name in stacks/ or by a path, and decides everything it leaves open. */
export async function openEnvironment(nameOrPath: string): Promise<Environment> {
  const { definition, file } = await loadDefinition(nameOrPath);
  return resolveEnvironment(definition, file);
}

/** What became of opening an environment: it, or what keeps it from being known. */
export type Opening =
  | { readonly given: string; readonly environment: Environment; readonly thrown?: undefined }
  | { readonly given: string; readonly environment?: undefined; readonly thrown: unknown };

/** Opens several environments, each by itself: what is wrong with one says nothing of the others. */
export function openEach(namesOrPaths: readonly string[]): Promise<readonly Opening[]> {
  return Promise.all(
    namesOrPaths.map(async (given) => {
      try {
        return { given, environment: await openEnvironment(given) };
      } catch (thrown) {
        return { given, thrown };
      }
    }),
  );
}

/**
 * Loads several environments, of which none may be left out.
 *
 * @throws DefinitionError with the problems of all files, not only the first one's
 */
export async function openEnvironments(namesOrPaths: readonly string[]): Promise<readonly Environment[]> {
  const openings = await openEach(namesOrPaths);
  const thrown = openings.flatMap((opening) => (opening.environment === undefined ? [opening.thrown] : []));
  const other = thrown.find((error) => !(error instanceof DefinitionError));
  if (other !== undefined) throw other;
  const problems = thrown.flatMap((error) => (error instanceof DefinitionError ? error.problems : []));
  if (problems.length > 0) throw new DefinitionError(problems);
  return openings.flatMap(({ environment }) => environment ?? []);
}

/**
 * The host of a name.
 *
 * @throws UserError that names the nearest host
 */
export function hostOf({ name, hosts }: Environment, wanted: string): Host {
  const host = hosts.find((one) => one.name === wanted);
  if (host !== undefined) return host;
  const names = hosts.map((one) => one.name);
  const near = nearest(wanted, names);
  throw new UserError(
    `${name} has no host ${wanted}; ${near === undefined ? `use one of ${names.join(', ')}` : `did you mean ${near}?`}`,
  );
}
