/** What `file:` and a path on the command line name. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { RedisVersion } from '../../redis/catalogue/index.ts';
import type { ConfigurationFile } from '../../rules/files/configuration.ts';
import { PROGRAMS } from '../snapshot.ts';
import { readConfiguration } from './file.ts';

/** What stands before the path of a file or folder, to tell it from an environment. */
export const FILE = 'file:';

/**
 * Reads the configuration file at a path; at that of a folder, the `redis.conf` and `sentinel.conf` in it and in the
 * folders of its hosts, as `vedette render --out` writes them.
 *
 * @param version the version of Redis that a file is for which does not say it itself
 * @throws UserError if there is none, or naming the line that is none
 */
export function readConfigurations(path: string, version: RedisVersion): readonly ConfigurationFile[] {
  const paths = isFolder(path) ? [path, ...foldersIn(path)].flatMap(filesIn) : [path];
  if (paths.length === 0)
    throw new UserError(
      `${path}: no redis.conf or sentinel.conf is in it or in a folder of it; give the paths of the files`,
    );
  return paths.map((file) => readConfiguration(file, version));
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter(isFolder);
}

function filesIn(folder: string): readonly string[] {
  return PROGRAMS.map((program) => join(folder, `${program}.conf`)).filter((file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile(),
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
