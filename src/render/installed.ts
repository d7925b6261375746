/** Which engine and which programs a machine was made with, by the script that it booted with (templates/user-data.sh.hbs). */
import { isPackageName, versionsOf } from '../definition/packages.ts';
import { type EngineVersion, lineOf } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import { programOfService } from './freebsd.ts';

/** Undefined where the script does not say so. */
export function installedEngine(userData: string): EngineVersion | undefined {
  const name = wordsOf('packages', userData).find(isPackageName);
  const [line] = wordsOf('[a-z]+_version', userData);
  const versions = name === undefined ? [] : versionsOf(name);
  return versions.length > 1 ? versions.find((version) => lineOf(version) === line) : versions[0];
}

/** The programs that it starts, in that order; none where the script does not say so. */
export function installedPrograms(userData: string): readonly DocumentKind[] {
  return wordsOf('services', userData).flatMap((name) => programOfService(name) ?? []);
}

/** Why other programs make a host anew, as a clause; none where they are the same. */
export function otherPrograms(
  before: readonly DocumentKind[],
  after: readonly DocumentKind[],
): readonly string[] {
  return before.join() === after.join() ? [] : [`it runs ${listed(before)}, and is to run ${listed(after)}`];
}

function listed(programs: readonly DocumentKind[]): string {
  return programs.map((program) => (program === 'redis' ? 'Redis' : 'a Sentinel')).join(' and ');
}

function wordsOf(variable: string, userData: string): readonly string[] {
  const [, words = ''] = new RegExp(`^${variable}=(.*)$`, 'm').exec(userData) ?? [];
  return words.replaceAll(/['"]/g, '').split(' ');
}
