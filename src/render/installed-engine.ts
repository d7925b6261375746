/** Which engine a machine was made with, by the script that it booted with (templates/user-data.sh.hbs). */
import { isPackageName, versionsOf } from '../definition/packages.ts';
import { type EngineVersion, lineOf } from '../redis/catalogue/index.ts';

/** Undefined where the script does not say so. */
export function installedEngine(userData: string): EngineVersion | undefined {
  const name = wordsOf('packages', userData).find(isPackageName);
  const [line] = wordsOf('[a-z]+_version', userData);
  const versions = name === undefined ? [] : versionsOf(name);
  return versions.length > 1 ? versions.find((version) => lineOf(version) === line) : versions[0];
}

function wordsOf(variable: string, userData: string): readonly string[] {
  const [, words = ''] = new RegExp(`^${variable}=(.*)$`, 'm').exec(userData) ?? [];
  return words.replaceAll(/['"]/g, '').split(' ');
}
