/** The versions of Redis: what is known of each, and how. */

/** The versions whose directives the catalogue knows, oldest first. Patch releases do not differ in them. */
export const REDIS_VERSIONS = ['7.0', '7.2', '7.4', '8.0', '8.2', '8.4', '8.6', '8.8'] as const;

/** A version of Redis: a line of releases. */
export type RedisVersion = (typeof REDIS_VERSIONS)[number];

/** What a version is beside its directives. */
export interface VersionKnowledge {
  /** True if the catalogue was compared with a running server of this version, name by name and value by value. */
  readonly confirmed: boolean;
  /** Where the catalogue's rows for it come from. */
  readonly source: string;
  /** The format of the files and of the stream that its data is written in. It reads this one and all older ones. */
  readonly rdb: number;
  /** Where the format comes from. */
  readonly rdbSource: string;
}

const HEADER = 'redis rdb.h, RDB_VERSION';
const LIBRDB = 'redis/librdb, redisver.h: 7.4 to 8.4 write 12';

const VERSIONS: Readonly<Record<RedisVersion, VersionKnowledge>> = {
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
};

/** What is known of a version. */
export function knowledgeOf(version: RedisVersion): VersionKnowledge {
  return VERSIONS[version];
}

/** True if a server of one version reads what a server of the other wrote: its files, and its stream as a replica. */
export function readsDataOf(reader: RedisVersion, writer: RedisVersion): boolean {
  return VERSIONS[writer].rdb <= VERSIONS[reader].rdb;
}

/** Negative if the first version is older than the second, zero if they are the same. */
export function compareVersions(one: RedisVersion, other: RedisVersion): number {
  return REDIS_VERSIONS.indexOf(one) - REDIS_VERSIONS.indexOf(other);
}
