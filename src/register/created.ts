/** Opening environments that were created of others. */
import { onOneLine, UserError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { loadDefinition } from '../definition/load.ts';
import { namesIn, stacksFolder } from '../definition/project.ts';
import type { Environment } from '../topology/environment.ts';
import { resolveEnvironment } from '../topology/resolve.ts';
import { deriveDefinition } from './derive.ts';
import { openRegister } from './places.ts';
import type { CreatedEnvironment } from './record.ts';
import { readRegister } from './register.ts';
import { openDemands } from './settings.ts';

/**
 * The created environment of a name, as it follows from its source now; undefined if there is none.
 *
 * @throws UserError if the register cannot be read, or the source no longer holds
 */
export async function openCreated(name: string): Promise<Environment | undefined> {
  const created = await findCreated(name);
  return created === undefined ? undefined : environmentOf(created, await openSource(created.from));
}

/**
 * What is written down of the created environment of a name; undefined if there is none.
 *
 * @throws UserError if the register cannot be read, or has others and nothing in `stacks/` is meant: then those are told of
 */
export async function findCreated(name: string): Promise<CreatedEnvironment | undefined> {
  const register = await readRegister(await openRegister());
  const created = register.find((one) => one.name === name);
  if (created !== undefined || register.length === 0) return created;
  const written = namesIn(stacksFolder());
  const near = nearest(name, [...register.map((one) => one.name), ...written]);
  if (near !== undefined && written.includes(near)) return undefined;
  const advice =
    near === undefined
      ? `use one of ${[...written, 'those of vedette env list'].join(', ')}, or a path`
      : `did you mean ${near}?`;
  throw new UserError(
    `${onOneLine(name)}: there is no environment of this name in stacks/, and none was created; ${advice}`,
  );
}

/**
 * The environment in `stacks/` that others are created of.
 *
 * @throws UserError if there is none, or it does not hold
 */
export async function openSource(name: string): Promise<Environment> {
  const { definition, file } = await loadDefinition(name);
  return resolveEnvironment(definition, file, undefined, await openDemands());
}

/**
 * A created environment.
 *
 * @throws UserError if what is to differ from the source cannot
 */
export function environmentOf(created: CreatedEnvironment, source: Environment): Environment {
  const definition = deriveDefinition(source.definition, created);
  return resolveEnvironment(definition, created.name, source.name, source.demands);
}

/**
 * A created environment as it follows from its source now, or why it does not.
 *
 * @throws what is no UserError: a fault of vedette
 */
export async function environmentNow(created: CreatedEnvironment): Promise<Environment | UserError> {
  try {
    return environmentOf(created, await openSource(created.from));
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** @throws UserError that names those there are */
export function recordNamed(register: readonly CreatedEnvironment[], name: string): CreatedEnvironment {
  const created = register.find((one) => one.name === name);
  if (created !== undefined) return created;
  const names = register.map((one) => one.name);
  throw new UserError(
    names.length === 0
      ? `${name}: no environment was created here; vedette env create makes one`
      : `${name}: no environment of this name was created; there are ${names.join(', ')}`,
  );
}
