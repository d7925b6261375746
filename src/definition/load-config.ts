/** The settings of a project, which stand beside its `stacks/`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { checkShape } from './check.ts';
import type { ConfigDefinition } from './config.ts';
import { configSchema } from './config-fields.ts';
import { loadChecked } from './load.ts';

/** What the file of the settings may be called: a program in TypeScript, or plain data. */
export const CONFIG_FILES = ['vedette.config.ts', 'vedette.config.json'] as const;

/** The settings, and the file that they stand in, or would. */
export interface LoadedConfig {
  readonly config: ConfigDefinition;
  readonly file: string;
}

/**
 * Loads the settings of the project in the present folder; a project needs none.
 *
 * @throws UserError if there are two files of them, or one fails to load; DefinitionError if it has other fields
 */
export async function loadConfig(): Promise<LoadedConfig> {
  const [file, second] = CONFIG_FILES.filter((name) => existsSync(name));
  if (file === undefined) return { config: {}, file: CONFIG_FILES[0] };
  if (second !== undefined) throw new UserError(`${file}: there is ${second} too; take one of them away`);
  const check = (value: unknown): ConfigDefinition => checkShape(configSchema, value, file);
  const { value } = await loadChecked(resolve(file), 'config', check);
  return { config: value, file };
}
