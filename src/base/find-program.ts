/** Programs of this machine. */
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs are looked for, whatever PATH says: root's tools are often missing from it. */
const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The path of an installed program without links, or undefined. A name with a slash is a path already. */
export function findProgram(name: string): string | undefined {
  if (name.includes('/')) return executable(name);
  for (const folder of new Set([...SYSTEM_PATH, ...(process.env.PATH ?? '').split(delimiter)])) {
    const path = executable(join(folder, name));
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Most folders have not got a program, and to be told so by an error takes longer. */
function executable(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    accessSync(path, constants.X_OK);
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** The program that is used as Terraform; undefined if none is installed. */
export function findTerraform(): string | undefined {
  const named = process.env.TERRAFORM_BINARY_NAME;
  const names = named === undefined || named === '' ? ['terraform', 'tofu'] : [named];
  return names.map(findProgram).find((path) => path !== undefined);
}
