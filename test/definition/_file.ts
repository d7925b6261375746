import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const TMP = fileURLToPath(new URL('../../tmp/', import.meta.url));

/** Writes a file that the test removes again; returns its path as a user would give it. */
export function fileOf(t: ExecutionContext, name: string, text: string): string {
  mkdirSync(TMP, { recursive: true });
  const folder = mkdtempSync(join(TMP, 'definition-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, text);
  return relative(process.cwd(), path);
}
