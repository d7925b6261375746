/** The versions whose directives the catalogue knows, oldest first. Patch releases do not differ in them. */
export const REDIS_VERSIONS = ['7.0', '7.2', '7.4', '8.0'] as const;

/** A version of Redis; later releases of a major version are read with the last table of it that is known. */
export type RedisVersion = (typeof REDIS_VERSIONS)[number];

/** Negative if the first version is older than the second, zero if they are the same. */
export function compareVersions(one: RedisVersion, other: RedisVersion): number {
  return REDIS_VERSIONS.indexOf(one) - REDIS_VERSIONS.indexOf(other);
}
