/** Which package of Redis a machine was made with, by the script that it booted with (templates/user-data.sh.hbs). */
import { isPackageName, type PackageName } from '../definition/packages.ts';

/** Undefined where the script does not say so. */
export function installedPackage(userData: string): PackageName | undefined {
  const [, words = ''] = /^packages=(.*)$/m.exec(userData) ?? [];
  return words.replaceAll(/['"]/g, '').split(' ').find(isPackageName);
}
