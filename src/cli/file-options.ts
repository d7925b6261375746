/** The options of commands that read configuration files. */
import { UsageError } from '../base/errors.ts';
import { PROGRAMS } from '../diff/snapshot.ts';
import type { SideReaders } from '../diff/source/sides.ts';
import { ENGINE_VERSIONS, type EngineVersion } from '../redis/catalogue/index.ts';

/** `--redis-version` of files that are judged together. */
export const VERSION = {
  choices: ENGINE_VERSIONS,
  requiresArg: true,
  describe: 'the version that the files are for',
} as const;

/** `--redis-version` of two sides. */
export const VERSIONS = {
  type: 'string',
  requiresArg: true,
  describe: `the version that files are for, or one for each side, such as 7.2,8.0; known are ${ENGINE_VERSIONS.join(', ')}`,
} as const;

/** `--program`. */
export const PROGRAM = {
  choices: PROGRAMS,
  requiresArg: true,
  describe: 'who reads the files, where their lines and names do not tell',
} as const;

/**
 * The versions of two sides; one that is given alone is that of both.
 *
 * @throws UsageError if one is not known, or there are more
 */
export function versionsOf(given: string | undefined): SideReaders['versions'] {
  if (given === undefined) return [undefined, undefined];
  const [before, after = before, ...more] = given.split(',').map((name) => versionNamed(name, given));
  if (more.length > 0)
    throw new UsageError(`--redis-version ${given}: there are two sides; give one version, or two`);
  return [before, after];
}

function versionNamed(name: string, given: string): EngineVersion {
  const version = ENGINE_VERSIONS.find((known) => known === name.trim());
  if (version === undefined)
    throw new UsageError(
      `--redis-version ${given} is not possible; use one of ${ENGINE_VERSIONS.join(', ')}`,
    );
  return version;
}
