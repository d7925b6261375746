/**
 * What is different in Valkey. It went its own way from Redis 7.2.4 and has since taken names of 7.4, so its directives
 * are those of Redis 7.4 with the changes of this file. 8.1 and 9.1 were compared with valkey-server 8.1.1 and 9.1.2, name
 * by name and value by value; 8.0 and 9.0 were read (version.ts says where).
 */

import { type DirectiveSpec, ignored, row } from './spec.ts';
import { choice, INT_MAX, integer, LONG_MAX, port, text, type ValueType, words, yesNo } from './type.ts';
import { type RedisVersion, VALKEY_VERSIONS, type ValkeyVersion } from './version.ts';

/** The version of Redis whose directives Valkey has, but for what is said here. */
export const VALKEY_BASE: RedisVersion = '7.4';

/** A name of Valkey for one of Redis, which it still reads. */
interface Renaming {
  readonly since: ValkeyVersion;
  readonly redisName: string;
  readonly renamed: string;
}

/** What CONFIG REWRITE and Sentinel of Valkey write for names of Redis. */
const RENAMINGS: readonly Renaming[] = [
  { since: 'valkey-8.0', redisName: 'masterauth', renamed: 'primaryauth' },
  { since: 'valkey-8.0', redisName: 'masteruser', renamed: 'primaryuser' },
  {
    since: 'valkey-8.0',
    redisName: 'master-reboot-down-after-period',
    renamed: 'primary-reboot-down-after-period',
  },
  {
    since: 'valkey-8.1',
    redisName: 'slowlog-log-slower-than',
    renamed: 'commandlog-execution-slower-than',
  },
  { since: 'valkey-8.1', redisName: 'slowlog-max-len', renamed: 'commandlog-slow-execution-max-len' },
];

const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['hide-user-data-from-log', 'yes'],
  ['lazyfree-lazy-eviction', 'yes'],
  ['lazyfree-lazy-expire', 'yes'],
  ['lazyfree-lazy-server-del', 'yes'],
  ['lazyfree-lazy-user-del', 'yes'],
  ['lazyfree-lazy-user-flush', 'yes'],
  ['replica-lazy-flush', 'yes'],
  ['repl-backlog-size', '10485760'],
  ['syslog-ident', 'valkey'],
]);

/** What it reads and does nothing with, by the first version that does so. */
const IGNORED: Readonly<Record<ValkeyVersion, readonly string[]>> = {
  'valkey-8.0': [],
  'valkey-8.1': ['dynamic-hz', 'io-threads-do-reads'],
  'valkey-9.0': [],
  'valkey-9.1': ['events-per-io-thread', 'sanitize-dump-payload'],
};

/** As flushdb of Redis 8.6: what comes in finds nothing, and a failed synchronization leaves nothing. */
const DISKLESS_LOADS = choice(['disabled', 'on-empty-db', 'swapdb', 'flush-before-load']);

/** From 9.0 on its number changes while it runs (valkey-io/valkey#2033; measured on 9.1: no longer immutable). */
function ioThreads(version: ValkeyVersion): Partial<DirectiveSpec> {
  if (isSince('valkey-9.0', version)) return { type: integer(1, 256), change: 'live', command: 'CONFIG SET' };
  return { type: integer(1, isSince('valkey-8.1', version) ? 256 : 128) };
}

/** A directive that only Valkey has, and that CONFIG SET changes. */
function own(name: string, type: ValueType, initial: string | number): DirectiveSpec {
  return row(name, type, initial, {
    change: 'unknown',
    command: 'CONFIG SET',
    note: 'only Valkey has it, and what a change of it does is not known here',
  });
}

/** A directive that only Valkey has, and that it reads once, at its start. */
function fixed(name: string, type: ValueType, initial: string | number): DirectiveSpec {
  return { ...own(name, type, initial), command: undefined };
}

/** By the first version that has them. */
const OWN: Readonly<Record<ValkeyVersion, readonly DirectiveSpec[]>> = {
  'valkey-8.0': [
    own('availability-zone', text, ''),
    own('cluster-announce-client-ipv4', text, ''),
    own('cluster-announce-client-ipv6', text, ''),
    own('cluster-blacklist-ttl', words(1, 1, 'seconds'), 60),
    own('cluster-slot-stats-enabled', yesNo, 'no'),
    own('dual-channel-replication-enabled', yesNo, 'no'),
    own('events-per-io-thread', integer(0, INT_MAX), 2),
    own('extended-redis-compatibility', yesNo, 'no'),
    own('prefetch-batch-max-size', integer(0, 128), 16),
    fixed('unixsocketgroup', text, ''),
  ],
  'valkey-8.1': [
    own('active-defrag-cycle-us', integer(0, 100_000), 500),
    own('cluster-manual-failover-timeout', integer(1, INT_MAX), 5000),
    own('commandlog-large-reply-max-len', integer(0, LONG_MAX), 128),
    own('commandlog-large-request-max-len', integer(0, LONG_MAX), 128),
    own('commandlog-reply-larger-than', integer(-1, LONG_MAX), 1_048_576),
    own('commandlog-request-larger-than', integer(-1, LONG_MAX), 1_048_576),
    { ...own('events-per-io-thread', integer(0, INT_MAX), 2), hidden: true },
    own('import-mode', yesNo, 'no'),
    own('log-format', choice(['legacy', 'logfmt']), 'legacy'),
    own('log-timestamp-format', choice(['legacy', 'iso8601', 'milliseconds']), 'legacy'),
    own('rdb-version-check', choice(['strict', 'relaxed']), 'strict'),
    own('rdma-bind', words(0, Infinity, 'addresses'), ''),
    fixed('rdma-completion-vector', integer(-1, 1024), -1),
    own('rdma-port', port, 0),
    fixed('rdma-rx-size', integer(65_536, 16_777_216), 1_048_576),
  ],
  'valkey-9.0': [
    own('cluster-announce-client-port', port, 0),
    own('cluster-announce-client-tls-port', port, 0),
    fixed('cluster-databases', integer(1, INT_MAX), 1),
    own('cluster-slot-migration-log-max-len', integer(0, LONG_MAX), 1000),
    fixed('mptcp', yesNo, 'no'),
    fixed('repl-mptcp', yesNo, 'no'),
    own('slot-migration-max-failover-repl-bytes', words(1, 1, 'a size, or -1'), 0),
    own('tls-auth-clients-user', choice(['off', 'CN']), 'off'),
  ],
  'valkey-9.1': [
    own('cluster-config-save-behavior', choice(['sync', 'best-effort']), 'sync'),
    fixed('hash-seed', text, ''),
    own('log-format', choice(['legacy', 'logfmt', 'json']), 'legacy'),
    own('tls-auth-clients-user', choice(['off', 'CN', 'URI']), 'off'),
    own('tls-auto-reload-interval', integer(0, INT_MAX), 0),
  ],
};

/** All of them, also those that a later version has in another way. */
export const valkeyRows: readonly DirectiveSpec[] = Object.values(OWN).flat();

/** The directives of a version of Valkey, from those of the version of Redis that it is based on. */
export function valkeyDirectives(
  based: readonly DirectiveSpec[],
  version: ValkeyVersion,
): readonly DirectiveSpec[] {
  const owned = new Map(upTo(version).flatMap((one) => OWN[one].map((spec) => [spec.name, spec] as const)));
  const unread = new Set(upTo(version).flatMap((one) => IGNORED[one]));
  return [
    ...based.filter(({ name }) => !unread.has(name)).map((spec) => inValkey(spec, version)),
    ...[...owned.values()].filter(({ name }) => !unread.has(name)),
    ...[...unread].map((name) => ({ ...ignored(name), owned: 'Valkey reads it and ignores it' })),
  ];
}

/** A name that Redis does not have: what it is to Valkey; undefined if nothing. */
export interface ValkeyName {
  /** The oldest known version of Valkey that has it. */
  readonly since: ValkeyVersion;
  /** What Redis calls it; undefined where Redis has no such thing. */
  readonly redisName: string | undefined;
}

/** What a name is to Valkey that Redis does not have. */
export function valkeyName(name: string): ValkeyName | undefined {
  const renaming = RENAMINGS.find(({ renamed }) => renamed === name);
  if (renaming !== undefined) return renaming;
  const since = VALKEY_VERSIONS.find((version) => OWN[version].some((spec) => spec.name === name));
  return since === undefined ? undefined : { since, redisName: undefined };
}

/** The name that a version of Valkey writes into its file for one of Redis; undefined where it is the same. */
export function renamedIn(version: ValkeyVersion, name: string): string | undefined {
  return RENAMINGS.find(({ redisName, since }) => redisName === name && isSince(since, version))?.renamed;
}

function upTo(version: ValkeyVersion): readonly ValkeyVersion[] {
  return VALKEY_VERSIONS.filter((one) => isSince(one, version));
}

function isSince(since: ValkeyVersion, version: ValkeyVersion): boolean {
  return VALKEY_VERSIONS.indexOf(since) <= VALKEY_VERSIONS.indexOf(version);
}

function inValkey(spec: DirectiveSpec, version: ValkeyVersion): DirectiveSpec {
  const renamed = renamedIn(version, spec.name);
  const initial = DEFAULTS.get(spec.name);
  return {
    ...spec,
    ...(renamed === undefined ? {} : { aliases: [...spec.aliases, renamed] }),
    ...(initial === undefined ? {} : { default: [initial] }),
    ...(spec.name === 'repl-diskless-load' && isSince('valkey-8.1', version) ? { type: DISKLESS_LOADS } : {}),
    ...(spec.name === 'io-threads' ? ioThreads(version) : {}),
  };
}
