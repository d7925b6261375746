/** From what stands on the command line to environments. */
import { loadDefinition } from '../definition/load.ts';
import { DefinitionError, type Problem } from '../errors.ts';
import type { Environment } from '../topology/environment.ts';
import { resolveEnvironment } from '../topology/resolve.ts';

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
