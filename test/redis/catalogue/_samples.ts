import type { DirectiveSpec } from '../../../src/redis/catalogue/index.ts';

/** Values for options of Sentinel that have no default. */
export const SENTINEL_VALUES: Readonly<Record<string, readonly string[]>> = {
  monitor: ['127.0.0.1', '6379', '1'],
  'auth-user': ['sentinel'],
  'auth-pass': ['secret'],
  'notification-script': ['/bin/true'],
  'client-reconfig-script': ['/bin/true'],
  'rename-command': ['CONFIG', 'GUESSME'],
  'known-replica': ['127.0.0.2', '6379'],
  'known-sentinel': ['127.0.0.3', '26379', 'b'.repeat(40)],
  myid: ['a'.repeat(40)],
  'sentinel-user': ['sentinel'],
  'sentinel-pass': ['secret'],
  dir: ['.'],
  user: ['ann', 'on', '>secret', '~*', '+@all'],
};

/** Values for directives whose type does not say enough. */
const OTHERS: Readonly<Record<string, string>> = {
  appenddirname: 'otherdir',
  bind: '127.0.0.1',
  'bind-source-addr': '127.0.0.1',
  'client-output-buffer-limit': 'pubsub 1mb 1mb 5',
  'cluster-announce-client-ipv4': '127.0.0.1',
  'cluster-announce-client-ipv6': '::1',
  'cluster-announce-hostname': 'a.example',
  'cluster-blacklist-ttl': '61',
  dbfilename: 'other.rdb',
  'latency-tracking-info-percentiles': '50 90',
  'locale-collate': 'C',
  maxclients: '100',
  'notify-keyspace-events': 'KEA',
  'oom-score-adj-values': '1 201 801',
  'proc-title-template': 'redis {port}',
  save: '900 1',
  'shutdown-on-sigint': 'nosave now',
  'shutdown-on-sigterm': 'nosave now',
  'slot-migration-max-failover-repl-bytes': '-1',
  'tls-protocols': 'TLSv1.2',
  'tls-ciphers': 'DEFAULT',
  'tls-ciphersuites': 'TLS_AES_128_GCM_SHA256',
  unixsocketperm: '770',
  'watchdog-period': '60000',
};

/** A value, other than the default, that a server takes. */
export function otherValue({ name, type, default: initial }: DirectiveSpec): string {
  const known = OTHERS[name];
  if (known !== undefined) return known;
  const now = initial?.[0] ?? '';
  switch (type.kind) {
    case 'yes-no':
      return now === 'yes' ? 'no' : 'yes';
    case 'choice':
      return type.words.find((word) => word !== now) ?? now;
    case 'integer':
    case 'memory':
      return String(BigInt(now) < type.max ? BigInt(now) + 1n : BigInt(now) - 1n);
    default:
      return 'something';
  }
}
