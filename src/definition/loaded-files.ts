/** The files that a definition is made of, as Node loaded them. */
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What Node keeps of every file that was loaded in this process. */
const { cache } = createRequire(import.meta.url);

/**
 * The file of a definition and those that it imports, libraries aside; only the file itself where it did not load.
 *
 * @param path absolute
 */
export function filesOf(path: string): readonly string[] {
  // Node knows a file by its path without links.
  const files = new Set(existsSync(path) ? [path, realpathSync(path)] : [path]);
  for (const file of files)
    for (const { filename } of cache[file]?.children ?? []) if (!isLibrary(filename)) files.add(filename);
  return [...files];
}

/** Lets the next load read these files as they are then. */
export function forgetFiles(files: Iterable<string>): void {
  for (const file of files) delete cache[file];
}

function isLibrary(file: string): boolean {
  return /[/\\]node_modules[/\\]/.test(file);
}
