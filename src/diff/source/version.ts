/** For which version of which engine a file was written, as far as it tells. */
import { basename } from 'node:path';
import { isPackageName, PACKAGES, versionsOf } from '../../definition/packages.ts';
import {
  type EngineVersion,
  lineOf,
  REDIS_VERSIONS,
  type RedisVersion,
  type ValkeyVersion,
} from '../../redis/catalogue/index.ts';

/** The version that files are read for if nothing else tells: that of the default package. */
export const USUAL_VERSION: RedisVersion = '7.2';

/** What a file of Valkey is read for that does not say more: that of the default package of Valkey. */
const USUAL_VALKEY: ValkeyVersion = 'valkey-8.1';

/** How many of the first lines may say whose file it is: what stands further down is about single lines. */
const HEAD = 10;

/** The version that the head or the name of a file tells; undefined if neither does. */
export function versionTold(path: string, text: string): EngineVersion | undefined {
  return renderedFor(text) ?? (isOfValkey(path, text) ? USUAL_VALKEY : undefined);
}

/**
 * The first line of a file that vedette rendered names the version and the package. The package decides: earlier builds
 * called Redis 8.2 to 8.6 by the name of 8.0.
 */
function renderedFor(text: string): EngineVersion | undefined {
  const [, named, packed = ''] =
    /^# [\w-]+\.conf of .*: (?:Redis|Valkey|Sentinel) (\d+\.\d+) from the package (\w+)/.exec(text) ?? [];
  if (!isPackageName(packed)) return REDIS_VERSIONS.find((version) => version === named);
  return versionsOf(packed).find((version) => lineOf(version) === named) ?? PACKAGES[packed].version;
}

/** The files that come with Valkey have its name, and `Valkey configuration file` in their first line. */
function isOfValkey(path: string, text: string): boolean {
  const comments = text.split('\n', HEAD).filter((line) => line.startsWith('#'));
  return (
    /^valkey\b/i.test(basename(path)) || comments.some((line) => /\bvalkey configuration file\b/i.test(line))
  );
}
