/** Whether what runs on the hosts of a rehearsal is what would be deployed. */
import { PACKAGES, type PackageName } from '../definition/packages.ts';
import type { Rehearsal } from './record.ts';

/**
 * Warns where the engine is of another line than the package; undefined where it is of the same.
 *
 * @param packageName of the environment
 */
export function engineWarning(
  { name, version }: Pick<Rehearsal['engine'], 'name' | 'version'>,
  packageName: PackageName,
): string | undefined {
  const { version: line } = PACKAGES[packageName];
  if (name === 'Redis' && version.startsWith(`${line}.`)) return undefined;
  return `${name} ${version} was rehearsed, and the package ${packageName} is Redis ${line}: what changed between the two is not told`;
}
