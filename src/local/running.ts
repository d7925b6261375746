/** An environment that is up, as its hosts were booted: its definition may have changed since. */
import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { EnvironmentDefinition } from '../definition/environment.ts';
import { openEnvironment } from '../register/open.ts';
import type { Environment } from '../topology/environment.ts';
import { resolveEnvironment } from '../topology/resolve.ts';
import type { LocalCloud } from './connection.ts';
import { cloudOf } from './find-cloud.ts';

/** What is known of an environment that is up. */
export interface RunningEnvironment {
  readonly environment: Environment;
  /** True if its definition says something else by now, or no longer loads. */
  readonly isChanged: boolean;
}

/**
 * The environment that a cloud's hosts were booted from.
 *
 * @param nameOrPath where its definition is, if the cloud does not know: then Terraform deployed it
 */
export async function runningEnvironment(cloud: LocalCloud, nameOrPath: string): Promise<RunningEnvironment> {
  const booted = await cloud.booted();
  if (booted === undefined) return { environment: await openEnvironment(nameOrPath), isChanged: false };
  const { file, definition } = booted;
  return {
    environment: resolveEnvironment(definition, relative(process.cwd(), file)),
    isChanged: await differsNow(relative(process.cwd(), file), definition),
  };
}

/**
 * An environment that must be up, with its cloud.
 *
 * @throws UserError that names what is up in its place
 */
export async function openRunning(
  nameOrPath: string,
): Promise<RunningEnvironment & { readonly cloud: LocalCloud }> {
  const cloud = await cloudOf(nameOrPath);
  return { cloud, ...(await runningEnvironment(cloud, nameOrPath)) };
}

/** The file of one that was created of another is its name. */
async function differsNow(nameOrPath: string, booted: EnvironmentDefinition): Promise<boolean> {
  try {
    const { definition } = await openEnvironment(nameOrPath);
    return !isDeepStrictEqual(asData(definition), asData(booted));
  } catch {
    return true;
  }
}

/** A field that is undefined is one that is not given. */
function asData(definition: EnvironmentDefinition): unknown {
  return JSON.parse(JSON.stringify(definition));
}
