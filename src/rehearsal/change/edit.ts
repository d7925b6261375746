/** An edit of a definition, as a person makes one, and the environment that it leads to. */
import { DefinitionError } from '../../base/errors.ts';
import type { EnvironmentDefinition } from '../../definition/environment.ts';
import type { Engines } from '../../local/engine.ts';
import type { Environment } from '../../topology/environment.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';

/** Why an environment has nothing to edit so, as a clause. */
export interface Unfit {
  readonly unfit: string;
}

/** What becomes of a definition. `engines` are those that packages are given on this machine. */
export type Edit = (environment: Environment, engines: Engines) => EnvironmentDefinition | Unfit;

/** The environment of an edited definition. */
export function edited(environment: Environment, edit: Edit, engines: Engines): Environment | Unfit {
  const definition = edit(environment, engines);
  if ('unfit' in definition) return definition;
  const { file, createdFrom, demands } = environment;
  try {
    return resolveEnvironment(definition, file, createdFrom, demands);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return {
      unfit: error.problems.map(({ field, message }) => `${field}: ${message}`).join('; '),
    };
  }
}
