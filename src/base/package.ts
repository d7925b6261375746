/** The package.json of vedette itself. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder that vedette is in: a checkout, or its package as npm installed it. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What of package.json is read. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads package.json. */
export function ownPackage(): OwnPackage {
  return JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
}
