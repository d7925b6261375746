/** Text files of a disk: as a person names them, and as an `include` does. */

import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeBytes, encodeBytes } from '../../base/bytes.ts';
import { codeOf, messageOf, UserError } from '../../base/errors.ts';
import { isPattern, nameMatcher } from '../../redis/glob.ts';
import type { SourceText } from '../../redis/parse.ts';

/**
 * Reads a file.
 *
 * @throws UserError naming the file if it can't be read
 */
export function readText(path: string): string {
  const { isFolder, text } = attempted(path, () => readFile(path));
  if (isFolder) throw new UserError(`${path}: it is a folder; give the path of a file`);
  return text;
}

/**
 * Reads the files that an `include` names. A folder holds no lines to Redis, and a pattern without a match names
 * nothing (measured on 7.0.15 and 8.0.2).
 *
 * @throws UserError naming the file if it is not there or can't be read
 */
export function readIncluded(pathOrPattern: string): readonly SourceText[] {
  const paths = isPattern(pathOrPattern) ? matching(pathOrPattern) : [pathOrPattern];
  return paths.flatMap((path) => {
    const { isFolder, text } = attempted(path, () => readFile(path));
    return isFolder ? [] : [{ file: path, text }];
  });
}

/** Nobody has as much configuration as this, and text may take some of it several times. */
const MOST_MEGABYTES = 64;

/** A device or a pipe may never end. */
function readFile(path: string): { readonly isFolder: boolean; readonly text: string } {
  const place = placeOf(path);
  const found = statSync(place);
  if (found.isDirectory()) return { isFolder: true, text: '' };
  if (!found.isFile()) throw new UserError(`${path}: it is no regular file; give the path of one`);
  if (found.size > MOST_MEGABYTES * 1024 ** 2)
    throw new UserError(
      `${path}: it has more than ${MOST_MEGABYTES} MB; give the path of a configuration file`,
    );
  return { isFolder: false, text: decodeBytes(readFileSync(place)) };
}

/** True for a file that is one, and no device or pipe. */
export function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

/** True for a folder. */
export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** The names in a folder, sorted; they may be no UTF-8. */
export function entriesOf(folder: string): readonly string[] {
  return readdirSync(placeOf(folder), { encoding: 'buffer' }).map(decodeBytes).sort();
}

/** What stands at a path; undefined for nothing, and for what may not be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(placeOf(path));
  } catch {
    return undefined;
  }
}

/** A path as the file system takes it: its names may be no UTF-8. */
function placeOf(path: string): Buffer {
  return Buffer.from(encodeBytes(path));
}

function attempted<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${path}: ${reasonOf(error)}`, { cause: error });
  }
}

const MISSING = 'there is no such file; give the path of a redis.conf or sentinel.conf';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EACCES: 'it may not be read; change its mode or run as its owner',
};

function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? `it cannot be read (${messageOf(error)}); check it`;
}

/** The paths that match, name by name, in the order of their letters. */
function matching(pattern: string): readonly string[] {
  const [first = '', ...names] = pattern.split('/').filter((name, at) => name !== '' || at === 0);
  const start = pattern.startsWith('/') ? ['/'] : inFolder('.', first);
  return names.reduce<readonly string[]>(
    (folders, name) => folders.flatMap((folder) => inFolder(folder, name)),
    start,
  );
}

function inFolder(folder: string, name: string): readonly string[] {
  if (!isPattern(name)) {
    const path = join(folder, name);
    return statOf(path) === undefined ? [] : [path];
  }
  return globbed(folder)
    .filter(nameMatcher(name))
    .map((found) => join(folder, found));
}

/** A folder that is none, or may not be looked into, holds nothing to glob(3). */
function globbed(folder: string): readonly string[] {
  try {
    return entriesOf(folder);
  } catch {
    return [];
  }
}
