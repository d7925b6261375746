import { row } from './spec.ts';
import { choice, INT_MAX, integer, port, text, UINT_MAX, yesNo } from './type.ts';

const NO_TLS = 'vedette does not set up TLS yet';

/** Listening and connections. */
export const network = [
  row('bind', { kind: 'bind-addresses' }, ['*', '-::*'], { owned: 'set hosts.<name>.address instead' }),
  row('bind-source-addr', text, ''),
  row('port', port, 6379, { owned: 'set redis.port instead' }),
  row('protected-mode', yesNo, 'yes', { owned: 'every host has a password and a firewall' }),
  row('tcp-backlog', integer(0, INT_MAX), 511),
  row('tcp-keepalive', integer(0, INT_MAX), 300),
  row('timeout', integer(0, INT_MAX), 0),
  row('unixsocket', text, ''),
  row('unixsocketperm', { kind: 'octal', min: 0n, max: 0o777n }, 0),
  row('socket-mark-id', integer(0, UINT_MAX), 0),
  row('maxclients', integer(1, UINT_MAX), 10_000),
  row('max-new-connections-per-cycle', integer(1, 1000), 10, { since: '7.4' }),
  row('max-new-tls-connections-per-cycle', integer(1, 1000), 1, { since: '7.4' }),
];

/** Encrypted connections. They need a port, certificates on the hosts, and the same on Redis and Sentinel. */
export const tls = [
  row('tls-port', port, 0, { owned: NO_TLS }),
  row('tls-replication', yesNo, 'no', { owned: NO_TLS }),
  row('tls-cluster', yesNo, 'no', { owned: NO_TLS }),
  row('tls-cert-file', text, ''),
  row('tls-key-file', text, ''),
  row('tls-key-file-pass', text, '', { secret: true, owned: NO_TLS }),
  row('tls-client-cert-file', text, ''),
  row('tls-client-key-file', text, ''),
  row('tls-client-key-file-pass', text, '', { secret: true, owned: NO_TLS }),
  row('tls-dh-params-file', text, ''),
  row('tls-ca-cert-file', text, ''),
  row('tls-ca-cert-dir', text, ''),
  row('tls-auth-clients', choice(['no', 'yes', 'optional']), 'yes'),
  row('tls-protocols', text, ''),
  row('tls-ciphers', text, ''),
  row('tls-ciphersuites', text, ''),
  row('tls-prefer-server-ciphers', yesNo, 'no'),
  row('tls-session-caching', yesNo, 'yes'),
  row('tls-session-cache-size', integer(0, INT_MAX), 20_480),
  row('tls-session-cache-timeout', integer(0, INT_MAX), 300),
];
