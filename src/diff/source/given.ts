/** What `file:` and a path on the command line name. */
import { join, normalize } from 'node:path';
import { UsageError, UserError } from '../../base/errors.ts';
import { isDefinition, namesIn, stacksFolder } from '../../definition/project.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { ConfigurationFile } from '../../rules/files/configuration.ts';
import { PROGRAMS } from '../snapshot.ts';
import { entriesOf, isFile, isFolder, readText } from './disk.ts';
import { type Readers, readConfiguration } from './file.ts';
import { withTlsFiles } from './tls-files.ts';
import { versionTold } from './version.ts';

/** What stands before the path of a file or folder, to tell it from an environment. */
export const FILE = 'file:';

/**
 * Reads the configuration file at a path; at that of a folder, the `redis.conf` and `sentinel.conf` in it and in the
 * folders of its hosts, as `vedette render --out` writes them. Certificates that lie beside them are read too.
 *
 * @throws UserError if there is none, or naming the line that is none
 */
export function readConfigurations(path: string, readers: Readers): readonly ConfigurationFile[] {
  const paths = pathsAt(path);
  if (paths.length === 0)
    throw new UserError(
      `${path}: no redis.conf or sentinel.conf is in it or in a folder of it; give the paths of the files`,
    );
  return paths.map((file) => withTlsFiles(readConfiguration(file, readers)));
}

/**
 * The other files of a folder whose names end in `.conf`, which are not read: no name tells whether they belong to these.
 *
 * @param read what was read there; files that they include are no others
 */
export function passedOver(path: string, read: readonly ConfigurationFile[]): readonly string[] {
  const known = new Set(
    read.flatMap((file) => [file.path, ...file.document.map(({ origin }) => fileOf(origin))]).map(normalize),
  );
  return foldersAt(path)
    .flatMap((folder) => entriesOf(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.conf') && isFile(file) && !known.has(normalize(file)));
}

/**
 * Refuses the path of a file or folder without the word in front of it. A name in stacks/ is one of an environment,
 * whatever else has it.
 *
 * @throws UsageError with what to write
 */
export function refuseFile(given: string): void {
  if (isDefinition(given) || namesIn(stacksFolder()).includes(given)) return;
  if (/\.conf$/i.test(given) || isFile(given) || isFolder(given))
    throw new UsageError(`${given}: it is no definition of an environment; write ${FILE}${given}`);
}

/** The version that the file at a path tells, or one of the files in the folder that is there. */
export function versionOfFiles(path: string): EngineVersion | undefined {
  for (const file of pathsAt(path)) {
    const told = versionTold(file, readText(file));
    if (told !== undefined) return told;
  }
  return undefined;
}

function pathsAt(path: string): readonly string[] {
  return isFolder(path) ? foldersAt(path).flatMap(filesIn) : [path];
}

/** A folder and those in it; none for a file. */
function foldersAt(path: string): readonly string[] {
  return isFolder(path) ? [path, ...foldersIn(path)] : [];
}

/** The file of a parsed line, whose origin is `file:line`. */
function fileOf(origin: string): string {
  return origin.slice(0, origin.lastIndexOf(':'));
}

function foldersIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .map((name) => join(folder, name))
    .filter(isFolder);
}

function filesIn(folder: string): readonly string[] {
  return PROGRAMS.map((program) => join(folder, `${program}.conf`)).filter(isFile);
}
