/** From what stands on the command line to environments. */

import { DefinitionError, type Problem, UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { loadDefinition } from '../definition/load.ts';
import type { Environment, Host } from './environment.ts';
import { resolveEnvironment } from './resolve.ts';

/** Loads an environment by its name in stacks/ or by a path, and decides everything it leaves open. */
export async function openEnvironment(nameOrPath: string): Promise<Environment> {
  const { definition, file } = await loadDefinition(nameOrPath);
  return resolveEnvironment(definition, file);
}

/**
 * Loads several environments.
 *
 * @throws DefinitionError with the problems of all files, not only the first one's
 */
export async function openEnvironments(namesOrPaths: readonly string[]): Promise<readonly Environment[]> {
  const environments: Environment[] = [];
  const problems: Problem[] = [];
  for (const nameOrPath of namesOrPaths) {
    try {
      environments.push(await openEnvironment(nameOrPath));
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return environments;
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
