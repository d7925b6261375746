/** A definition that is written as JSON, by a program or with the JSON Schema in an editor. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { transformSync } from 'esbuild';

/**
 * Reads the definition in a file, without `$schema`, which is for editors.
 *
 * @throws Error, as a file in TypeScript does, if it is no JSON, or gives a key twice, of which JavaScript would take
 *   the last in silence
 */
export function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  const options = { loader: 'json', logLevel: 'silent', sourcefile: basename(path) } as const;
  const [repeated] = transformSync(text, options).warnings;
  if (repeated !== undefined)
    throw new Error(`${basename(path)}:${repeated.location?.line}:0: ERROR: ${repeated.text}`);
  return withoutSchema(JSON.parse(text, refusePrototype));
}

/** What reads objects leaves this key out in silence. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('"__proto__" is no name of a field or a host');
  return value;
}

function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'));
}
