/** For which version of which engine a file was written, as far as it tells. */
import { basename } from 'node:path';
import { isPackageName, PACKAGES } from '../../definition/packages.ts';
import {
  type EngineVersion,
  REDIS_VERSIONS,
  type RedisVersion,
  VALKEY_VERSIONS,
} from '../../redis/catalogue/index.ts';

/** The version that files are read for if nothing else tells: that of the default package. */
export const USUAL_VERSION: RedisVersion = '7.2';

/** What a file of Valkey is read for that does not say more: the oldest that is known, which refuses most. */
const USUAL_VALKEY = VALKEY_VERSIONS[0];

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
function renderedFor(text: string): RedisVersion | undefined {
  const [, named, packed = ''] =
    /^# \w+\.conf of .*: (?:Redis|Sentinel) (\d+\.\d+) from the package (\w+)/.exec(text) ?? [];
  return isPackageName(packed)
    ? PACKAGES[packed].version
    : REDIS_VERSIONS.find((version) => version === named);
}

/** The files that come with Valkey have its name, and `Valkey configuration file` in their first line. */
function isOfValkey(path: string, text: string): boolean {
  const comments = text.split('\n', HEAD).filter((line) => line.startsWith('#'));
  return (
    /^valkey\b/i.test(basename(path)) || comments.some((line) => /\bvalkey configuration file\b/i.test(line))
  );
}
