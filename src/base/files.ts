/** Writing files: whole or not at all, into folders that are made where there are none. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Step by step: what makes a whole path in Node 20 to 24 never ends where a file system refuses, such as /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Writes a file, or another text in its place. */
export function replaceFile(file: string, text: string, mode: number): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, file);
}
