/** The versions of Redis and Valkey: what is known of each, and how. */

/** The versions whose directives the catalogue knows, oldest first. Patch releases do not differ in them. */
export const REDIS_VERSIONS = ['7.0', '7.2', '7.4', '8.0', '8.2', '8.4', '8.6', '8.8', '8.10'] as const;

/** A version of Redis: a line of releases. */
export type RedisVersion = (typeof REDIS_VERSIONS)[number];

/** The versions of Valkey whose directives the catalogue knows, oldest first. */
export const VALKEY_VERSIONS = ['valkey-8.0', 'valkey-8.1', 'valkey-9.0', 'valkey-9.1'] as const;

/** A version of Valkey, which went its own way from Redis 7.2.4. */
export type ValkeyVersion = (typeof VALKEY_VERSIONS)[number];

/** The engines: Valkey is what most distributions ship since the licence of Redis changed. */
export const ENGINE_NAMES = ['redis', 'valkey'] as const;

/** The name of an engine, as a definition writes it. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** How Valkey numbers its versions. */
const VALKEY_LINES = {
  'valkey-8.0': '8.0',
  'valkey-8.1': '8.1',
  'valkey-9.0': '9.0',
  'valkey-9.1': '9.1',
} as const satisfies Record<ValkeyVersion, string>;

/** A line of releases as its engine numbers it: `7.2` of Redis, `9.1` of Valkey, `8.0` of both. */
export type ReleaseLine = RedisVersion | (typeof VALKEY_LINES)[ValkeyVersion];

/** What may read a file. */
export type EngineVersion = RedisVersion | ValkeyVersion;

/** Every version of both engines. */
export const ENGINE_VERSIONS: readonly EngineVersion[] = [...REDIS_VERSIONS, ...VALKEY_VERSIONS];

/** What a version is beside its directives. */
export interface VersionKnowledge {
  /** True if the catalogue was compared with a running server of this version, name by name and value by value. */
  readonly confirmed: boolean;
  /** Where the catalogue's rows for it come from. */
  readonly source: string;
  /** The format of the files that its data is written in. */
  readonly rdb: number;
  /**
   * The newest format of Redis that it reads, with all older ones: the engines number theirs apart since they parted.
   * @default `rdb`
   */
  readonly readsRedis?: number;
  /** Where the format comes from. */
  readonly rdbSource: string;
}

const HEADER = 'redis rdb.h, RDB_VERSION';
const LIBRDB = 'redis/librdb, redisver.h: 7.4 to 8.4 write 12';

const VERSIONS: Readonly<Record<EngineVersion, VersionKnowledge>> = {
  '7.0': { confirmed: true, source: 'redis-server 7.0.15', rdb: 10, rdbSource: HEADER },
  '7.2': { confirmed: false, source: 'redis 7.2.6, config.c', rdb: 11, rdbSource: HEADER },
  '7.4': { confirmed: false, source: 'redis 7.4.1, config.c', rdb: 12, rdbSource: HEADER },
  '8.0': { confirmed: true, source: 'redis-server 8.0.2 and 8.0.6', rdb: 12, rdbSource: HEADER },
  '8.2': {
    confirmed: false,
    source: 'release notes of Redis 8.2; redis/redis#14039, #14141',
    rdb: 12,
    rdbSource: LIBRDB,
  },
  '8.4': {
    confirmed: false,
    source: 'release notes of Redis 8.4; redis/redis#14349, #14414, #14440',
    rdb: 12,
    rdbSource: LIBRDB,
  },
  '8.6': {
    confirmed: false,
    source: 'release notes of Redis 8.6; redis/redis#14596, #14610, #14615, #14624, #14695, #14719',
    rdb: 13,
    rdbSource: 'redis/librdb#94: 13 came with key metadata; 8.6.3 refuses 14 in reports of its users',
  },
  '8.8': {
    confirmed: false,
    source:
      'release notes of Redis 8.8, notify.c of 8.8.1, its answer to CONFIG GET; redis/redis#15162, #15182',
    rdb: 14,
    rdbSource: 'a dump of 8.8.1 begins with REDIS0014',
  },
  '8.10': {
    confirmed: false,
    source: 'release notes of Redis 8.10; redis/redis#15364, #15441',
    rdb: 15,
    rdbSource: 'redis 8.10.0, rdb.h, RDB_VERSION, as others quote it',
  },
  'valkey-8.0': {
    confirmed: false,
    source: 'valkey 8.0.1, config.c and sentinel.c',
    rdb: 11,
    rdbSource: 'valkey 8.0.1, rdb.h, RDB_VERSION',
  },
  'valkey-8.1': {
    confirmed: true,
    source: 'valkey-server 8.1.1',
    rdb: 11,
    rdbSource: 'valkey-server 8.1.1 writes REDIS0011, and refuses format 12',
  },
  'valkey-9.0': {
    confirmed: false,
    source:
      'release notes of Valkey 9.0 and 9.1; valkey-io/valkey#1811, #1961, #2429 came with 9.0, #2608, #3020, #3372 after it',
    rdb: 80,
    readsRedis: 11,
    rdbSource: 'valkey-io/valkey#1604: the magic word becomes VALKEY with the first version after 8.1',
  },
  'valkey-9.1': {
    confirmed: true,
    source: 'valkey-server 9.1.2',
    rdb: 80,
    readsRedis: 11,
    rdbSource: 'valkey-server 9.1.2 writes VALKEY080, reads REDIS0011, and refuses format 12',
  },
};

/** A version by its name, for example `7.2` or `valkey-8.1`; undefined if none has it. */
export function findVersion(name: string): EngineVersion | undefined {
  return ENGINE_VERSIONS.find((version) => version === name);
}

/** What is known of a version. */
export function knowledgeOf(version: EngineVersion): VersionKnowledge {
  return VERSIONS[version];
}

/** True for a version of Valkey. */
export function isValkey(version: EngineVersion): version is ValkeyVersion {
  return VALKEY_VERSIONS.some((known) => known === version);
}

/** The engine of a version. */
export function engineOf(version: EngineVersion): EngineName {
  return isValkey(version) ? 'valkey' : 'redis';
}

/** The engines as sentences name them, and as their servers call themselves. */
export const ENGINE_TITLES: Readonly<Record<EngineName, string>> = { redis: 'Redis', valkey: 'Valkey' };

/** The line of releases that a version is, as its engine numbers it: `7.2`, `8.1`. */
export function lineOf(version: EngineVersion): ReleaseLine {
  return isValkey(version) ? VALKEY_LINES[version] : version;
}

/** A version as sentences name it: `Redis 7.2`, `Valkey 8.1`. */
export function titleOf(version: EngineVersion): string {
  return `${ENGINE_TITLES[engineOf(version)]} ${lineOf(version)}`;
}

/** True for an older version of the same engine: of two engines neither is the older one. */
export function isStepBack(before: EngineVersion, after: EngineVersion): boolean {
  if (isValkey(before) !== isValkey(after)) return false;
  return ENGINE_VERSIONS.indexOf(after) < ENGINE_VERSIONS.indexOf(before);
}

/** The version that a release is of, which a server tells as `7.2.11`; undefined for one that the catalogue does not know. */
export function versionOfRelease(engine: string, release: string): EngineVersion | undefined {
  return ENGINE_VERSIONS.find((known) => `${engine} ${release}`.startsWith(`${titleOf(known)}.`));
}

/** True if a server of one version reads the files that a server of the other wrote. */
export function readsDataOf(reader: EngineVersion, writer: EngineVersion): boolean {
  const { rdb, readsRedis = rdb } = VERSIONS[reader];
  const written = VERSIONS[writer].rdb;
  return written <= readsRedis || (isValkey(reader) && isValkey(writer) && written <= rdb);
}

/** Negative if the first version is older than the second, zero if they are the same. */
export function compareVersions(one: RedisVersion, other: RedisVersion): number {
  return REDIS_VERSIONS.indexOf(one) - REDIS_VERSIONS.indexOf(other);
}
