/** Files that are read in the place of an `include` line. */

import { isAbsolute, join, normalize } from 'node:path';
import { UserError } from '../base/errors.ts';
import { type Directive, type Document, type DocumentKind, isSecret } from './document.ts';
import { parseFiles, type SourceText } from './parse.ts';

/**
 * Finds the files that a path or a pattern names, in the order of their names; none for a pattern without a match.
 * @throws UserError, without the line, if a path that is no pattern can't be read.
 */
export type Finder = (pathOrPattern: string) => readonly SourceText[];

/** Where following begins. */
export interface Start {
  readonly kind: DocumentKind;
  /** What relative paths start from: the folder in which the server is started, which is the file's. */
  readonly folder: string;
}

/** Redis follows without an end; nobody has as many files as this. */
const MOST_FILES = 1000;

/**
 * Puts the lines of included files in the place of `include`, as Redis does: at once and where it stands, a relative
 * path from the folder of the start, or of the last `dir` (redis config.c, loadServerConfig; measured on 7.0.15, 8.0.2).
 * Each line keeps the origin that it has in its own file.
 * @throws UserError naming the line whose file can't be read or parsed, or includes itself.
 */
export function followIncludes(document: Document, { kind, folder }: Start, find: Finder): Document {
  const from = { folder, files: 0 };
  const follow = (lines: Document, chain: readonly string[]): Document =>
    lines.flatMap((line) => {
      if (line.name === 'dir') from.folder = below(from.folder, pathOf(line) ?? '.');
      const path = line.name === 'include' ? pathOf(line) : undefined;
      if (path === undefined) return [line];
      const found = named(line, () => find(below(from.folder, path)));
      from.files += found.length;
      // Files of one pattern are beside each other: only those that lead here are above this line.
      const above = [...chain, fileOf(line)];
      refuseEndless(line, found, above, from.files);
      return follow(parseFiles(found, kind), above);
    });
  return follow(document, []);
}

/** The file in which a parsed line begins, whose origin is `file:line`. */
function fileOf({ origin }: Directive): string {
  return normalize(origin.slice(0, origin.lastIndexOf(':')));
}

/** The one argument that `include` and `dir` take; with another number of them the line is wrong. */
function pathOf({ args: [path, ...others] }: Directive): string | undefined {
  return path === undefined || isSecret(path) || others.length > 0 ? undefined : path;
}

function below(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function named<Result>({ origin }: Directive, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(`${origin}: include: ${error.message}`, { cause: error })
      : error;
  }
}

function refuseEndless(
  { origin }: Directive,
  found: readonly SourceText[],
  chain: readonly string[],
  files: number,
): void {
  const again = found.find(({ file }) => chain.includes(normalize(file)));
  if (again !== undefined)
    throw new UserError(`${origin}: include: ${again.file} includes itself, without an end; remove one line`);
  if (files > MOST_FILES)
    throw new UserError(`${origin}: include: more than ${MOST_FILES} files are included; include fewer`);
}
