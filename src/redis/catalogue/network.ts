import { lower } from './change.ts';
import { row } from './spec.ts';
import { choice, INT_MAX, integer, port, text, UINT_MAX, type ValueType, yesNo } from './type.ts';

const BY_MODE = 'set tls.mode instead';
const RELOADED = 'Redis reads all its certificates and keys again';

/** Blanks alone, or other white space between names, are refused (redis tests/unit/tls.tcl of 8.10). */
const expectedNames: ValueType = {
  kind: 'pattern',
  pattern: /^(?:| *[^\s]+(?: +[^\s]+)* *)$/,
  what: 'names with blanks between them',
  write: 'DNS names with one blank between them, in quotes',
};

/** Listening and connections. */
export const network = [
  row('bind', { kind: 'bind-addresses' }, ['*', '-::*'], {
    owned: 'set hosts.<name>.address instead',
    change: 'live-heavy',
    note: 'Redis closes its listeners and opens them again',
    security: true,
  }),
  row('bind-source-addr', text, '', {
    owned: 'every host connects from its own address, and a Sentinel that is given another reaches nobody',
  }),
  row('port', port, 6379, {
    owned: 'set redis.port instead',
    change: 'live-heavy',
    note: 'clients and Sentinels that know the old port lose the server',
    security: true,
  }),
  row('protected-mode', yesNo, 'yes', { owned: 'every host has a password and a firewall', security: true }),
  row('tcp-backlog', integer(0, INT_MAX), 511, { change: 'restart' }),
  row('tcp-keepalive', integer(0, INT_MAX), 300, { unit: 'seconds' }),
  row('timeout', integer(0, INT_MAX), 0, { unit: 'seconds' }),
  row('unixsocket', text, '', { change: 'restart', security: true }),
  row('unixsocketperm', { kind: 'octal', min: 0n, max: 0o777n }, 0, { change: 'restart', security: true }),
  row('socket-mark-id', integer(0, UINT_MAX), 0, { change: 'restart' }),
  row('maxclients', integer(1, UINT_MAX), 10_000, {
    turns: [lower('live', 'clients above the new limit stay until they leave')],
  }),
  row('max-new-connections-per-cycle', integer(1, 1000), 10, { since: '7.4' }),
  row('max-new-tls-connections-per-cycle', integer(1, 1000), 1, { since: '7.4' }),
];

/** Encrypted connections. They need a port, certificates on the hosts, and the same on Redis and Sentinel. */
export const tls = [
  row('tls-port', port, 0, {
    owned: 'set tls.port instead',
    change: 'live-heavy',
    note: 'Redis closes its listener and opens it again',
    security: true,
  }),
  row('tls-replication', yesNo, 'no', { owned: BY_MODE, security: true }),
  row('tls-cluster', yesNo, 'no', { owned: 'Sentinel is for servers without cluster mode', security: true }),
  row('tls-cert-file', text, '', { owned: BY_MODE, change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-key-file', text, '', { owned: BY_MODE, change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-key-file-pass', text, '', {
    secret: true,
    owned: 'the keys of hosts have no password',
    change: 'live-heavy',
    note: RELOADED,
    security: true,
  }),
  row('tls-client-cert-file', text, '', { change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-client-key-file', text, '', { change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-client-key-file-pass', text, '', {
    secret: true,
    owned: 'the keys of hosts have no password',
    change: 'live-heavy',
    note: RELOADED,
    security: true,
  }),
  row('tls-dh-params-file', text, '', { change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-ca-cert-file', text, '', { owned: BY_MODE, change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-ca-cert-dir', text, '', { change: 'live-heavy', note: RELOADED, security: true }),
  row('tls-auth-clients', choice(['no', 'yes', 'optional']), 'yes', {
    owned: 'clients show a password, and the certificate of who has one is checked',
    security: true,
  }),
  row('tls-auth-clients-user', choice(['off', 'CN']), 'off', {
    since: '8.6',
    note: 'a certificate logs in as the user whom it names',
    security: true,
  }),
  row('tls-expected-peer-name', expectedNames, '', {
    since: '8.10',
    owned: 'the certificate of a host names that host, and no name that all hosts share',
    note: 'links of replicas to a certificate without one of these names are refused from then on',
    security: true,
  }),
  row('tls-protocols', text, '', { security: true }),
  row('tls-ciphers', text, '', { security: true }),
  row('tls-ciphersuites', text, '', { security: true }),
  row('tls-prefer-server-ciphers', yesNo, 'no', { security: true }),
  row('tls-session-caching', yesNo, 'yes'),
  row('tls-session-cache-size', integer(0, INT_MAX), 20_480),
  row('tls-session-cache-timeout', integer(0, INT_MAX), 300, { unit: 'seconds' }),
];
