import { redis } from './redis.ts';
import { type DirectiveSpec, row } from './spec.ts';
import {
  INT_MAX,
  INT_MIN,
  integer,
  port,
  text,
  ULONG_MAX,
  unquoted,
  type ValueType,
  words,
  yesNo,
} from './type.ts';

const STORE = 'users and passwords come from the secret store';
const LOGIN = 'Sentinel loses sight of servers that do not take the new login yet';
const SCRIPT = 'SENTINEL SET takes it only with deny-scripts-reconfig no';
const STATE = { owned: 'it is the running state of Sentinel', state: true, change: 'restart' } as const;

const sentinelId: ValueType = {
  kind: 'pattern',
  pattern: /^.{40}$/,
  what: 'the id of a Sentinel',
  write: '40 hexadecimal digits',
};

/** Lines `sentinel <option> <group> <value>`. */
const ofGroup = [
  row('monitor', { kind: 'monitored-primary' }, undefined, {
    owned: 'set sentinel.group and sentinel.quorum instead',
    note: 'SENTINEL SET changes the quorum only, and the address is that of the primary at the time',
  }),
  row('down-after-milliseconds', integer(1, INT_MAX), 30_000, {
    unit: 'milliseconds',
    owned: 'set sentinel.downAfter instead',
  }),
  row('failover-timeout', integer(1, INT_MAX), 180_000, {
    unit: 'milliseconds',
    owned: 'set sentinel.failoverTimeout instead',
  }),
  row('parallel-syncs', integer(INT_MIN, INT_MAX), 1, { owned: 'set sentinel.parallelSyncs instead' }),
  row('auth-user', unquoted, undefined, {
    owned: STORE,
    change: 'live-heavy',
    note: LOGIN,
    security: true,
  }),
  row('auth-pass', unquoted, undefined, {
    secret: true,
    owned: STORE,
    change: 'live-heavy',
    note: LOGIN,
    security: true,
  }),
  row('notification-script', unquoted, undefined, { change: 'restart', note: SCRIPT }),
  row('client-reconfig-script', unquoted, undefined, { change: 'restart', note: SCRIPT }),
  row('master-reboot-down-after-period', integer(0, INT_MAX), 0, { unit: 'milliseconds' }),
  row('rename-command', words(2, 2, '<command> <new name>'), undefined, {
    repetition: 'separate',
    secret: true,
    owned: 'Sentinel calls commands by their names',
    security: true,
  }),
  row('config-epoch', integer(0, ULONG_MAX), 0, STATE),
  row('leader-epoch', integer(0, ULONG_MAX), 0, STATE),
  row('known-replica', words(2, 2, '<address> <port>'), undefined, {
    ...STATE,
    alias: 'known-slave',
    repetition: 'separate',
  }),
  row('known-sentinel', words(2, 3, '<address> <port> <id>'), undefined, {
    ...STATE,
    repetition: 'separate',
  }),
].map((spec): DirectiveSpec => ({ ...spec, form: 'group', command: spec.command && 'SENTINEL SET' }));

/** Lines `sentinel <option> <value>`. */
const ofSentinel = [
  row('myid', sentinelId, undefined, {
    owned: 'it is derived from the names of environment and host',
    change: 'restart',
    note: 'the others count a Sentinel with another id as one more, for good',
  }),
  row('current-epoch', integer(0, ULONG_MAX), 0, STATE),
  row('announce-ip', text, '', { owned: 'set hosts.<name>.address instead' }),
  row('announce-port', port, 0, { owned: 'set sentinel.port instead' }),
  row('sentinel-user', unquoted, undefined, {
    owned: STORE,
    change: 'live-heavy',
    note: LOGIN,
    security: true,
  }),
  row('sentinel-pass', unquoted, undefined, {
    secret: true,
    owned: STORE,
    change: 'live-heavy',
    note: LOGIN,
    security: true,
  }),
  row('resolve-hostnames', yesNo, 'no'),
  row('announce-hostnames', yesNo, 'no'),
  row('deny-scripts-reconfig', yesNo, 'yes', { change: 'restart', security: true }),
].map(
  (spec): DirectiveSpec => ({ ...spec, form: 'sentinel', command: spec.command && 'SENTINEL CONFIG SET' }),
);

/** Directives of redis.conf that act on a Sentinel too, where nothing is different. */
const SHARED: ReadonlySet<string> = new Set([
  ...[
    'bind',
    'bind-source-addr',
    'tcp-backlog',
    'tcp-keepalive',
    'timeout',
    'maxclients',
    'unixsocket',
    'unixsocketperm',
  ],
  ...['daemonize', 'supervised', 'pidfile', 'dir', 'include', 'loadmodule', 'hz', 'dynamic-hz'],
  ...['always-show-logo', 'set-proc-title', 'proc-title-template', 'disable-thp', 'ignore-warnings'],
  ...['oom-score-adj', 'oom-score-adj-values'],
  ...['loglevel', 'logfile', 'syslog-enabled', 'syslog-ident', 'syslog-facility'],
  ...['crash-log-enabled', 'crash-memcheck-enabled'],
  ...['requirepass', 'user', 'aclfile', 'acl-pubsub-default', 'acllog-max-len'],
  ...['slowlog-log-slower-than', 'slowlog-max-len', 'latency-monitor-threshold', 'latency-tracking'],
  'latency-tracking-info-percentiles',
]);

/** Directives of redis.conf whose default or owner is different on a Sentinel (redis sentinel.c, initSentinelConfig). */
const ofServer = [
  row('port', port, 26_379, { owned: 'set sentinel.port instead', security: true }),
  row('protected-mode', yesNo, 'no', { owned: 'with it the other Sentinels are refused', security: true }),
  ...redis.filter(({ name }) => SHARED.has(name) || name.startsWith('tls-')),
].map(onSentinel);

const effective = [...ofGroup, ...ofSentinel, ...ofServer];
const names: ReadonlySet<string> = new Set(effective.map(({ name }) => name));

/** Every option of sentinel.conf, by the form of its line; at last what a Sentinel reads and has no use for. */
export const sentinel: readonly DirectiveSpec[] = [
  ...effective,
  ...redis.filter(({ name }) => !names.has(name)).map(withoutEffect),
];

/** Sentinel has no CONFIG command, and keeps no data. */
function onSentinel(spec: DirectiveSpec): DirectiveSpec {
  if (spec.command === 'ACL SETUSER') return spec;
  // redis sentinel.c takes loglevel from 7.2 on.
  if (spec.name === 'loglevel' && spec.since === '7.2') return { ...spec, command: 'SENTINEL CONFIG SET' };
  return { ...spec, change: 'restart', command: undefined, note: undefined, turns: [] };
}

/** Sentinel reads every directive of redis.conf, and has no data and no replicas that most of them are about. */
function withoutEffect(spec: DirectiveSpec): DirectiveSpec {
  return { ...onSentinel(spec), ignored: true, owned: 'it does nothing on a Sentinel' };
}
