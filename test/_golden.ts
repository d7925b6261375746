import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

/** The folder of the golden files: plain text that a reviewer reads. */
export const GOLDEN = fileURLToPath(new URL('golden/', import.meta.url));

/**
 * Compares a text with a golden file, or writes the file where `UPDATE_GOLDEN` is set: look at the difference with git
 * before you keep it.
 */
export function matchesGolden(t: ExecutionContext, file: string, text: string): void {
  const path = join(GOLDEN, file);
  if (env.UPDATE_GOLDEN !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  t.is(text, read(path), `${file} differs from what is rendered; UPDATE_GOLDEN=1 rewrites it`);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
