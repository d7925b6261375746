import { type DirectiveSpec, row } from './spec.ts';
import { choice, INT_MAX, integer, text, type ValueType, words, yesNo } from './type.ts';

const SERVICE = 'the service script of the package starts Redis and decides it';

const processTitle: ValueType = {
  kind: 'pattern',
  pattern:
    /^(?=.*[^ ])(?:[^{]|\{\{|\{(?:title|listen-addr|server-mode|port|tls-port|unixsocket|config-file)\})*$/,
  what: 'a title template',
  write:
    'text with {title}, {listen-addr}, {server-mode}, {port}, {tls-port}, {unixsocket} or {config-file} in it',
};

/** The process: how it starts, runs, ends, and what it may load. */
export const process = [
  row('daemonize', yesNo, 'no', { owned: SERVICE }),
  row('supervised', choice(['upstart', 'systemd', 'auto', 'no']), 'no', { owned: SERVICE }),
  row('pidfile', text, '', { owned: SERVICE }),
  row('dir', text, undefined, { owned: 'the boot script decides where the data volume is mounted' }),
  row('include', words(1, 1, 'a path'), undefined, {
    repetition: 'separate',
    owned: 'everything that a host reads is in the definition',
  }),
  row('loadmodule', words(1, Infinity, '<path> <argument>...'), undefined, {
    repetition: 'separate',
    owned: 'vedette does not install modules',
  }),
  row('databases', integer(1, INT_MAX), 16),
  row('hz', integer(0, INT_MAX, { min: 1n, max: 500n }), 10),
  row('dynamic-hz', yesNo, 'yes'),
  row('io-threads', integer(1, 128), 1),
  row('io-threads-do-reads', yesNo, 'no', { until: '7.4' }),
  ...cpuList('server'),
  ...cpuList('bio'),
  ...cpuList('aof', 'rewrite'),
  ...cpuList('bgsave'),
  row('always-show-logo', yesNo, 'no'),
  row('set-proc-title', yesNo, 'yes'),
  row('proc-title-template', processTitle, '{title} {listen-addr} {server-mode}'),
  row('ignore-warnings', text, ''),
  row('locale-collate', text, '', { since: '7.2' }),
  row('disable-thp', yesNo, 'yes'),
  row('oom-score-adj', choice(['no', 'yes', 'absolute'], { relative: 'yes' }), 'no'),
  row('oom-score-adj-values', { kind: 'oom-scores' }, ['0', '200', '800']),
  row('jemalloc-bg-thread', yesNo, 'yes'),
  row('shutdown-timeout', integer(0, INT_MAX), 10),
  row('shutdown-on-sigint', { kind: 'shutdown-flags' }, 'default'),
  row('shutdown-on-sigterm', { kind: 'shutdown-flags' }, 'default'),
];

const facilities = ['user', ...[0, 1, 2, 3, 4, 5, 6, 7].map((number) => `local${number}`)];

/** Log and crash reports. */
export const logging = [
  row('loglevel', choice(['debug', 'verbose', 'notice', 'warning']), 'notice', { until: '7.0' }),
  row('loglevel', choice(['debug', 'verbose', 'notice', 'warning', 'nothing']), 'notice', { since: '7.2' }),
  row('logfile', text, '', { owned: 'the boot script decides where the log is' }),
  row('syslog-enabled', yesNo, 'no'),
  row('syslog-ident', text, 'redis'),
  row('syslog-facility', choice(facilities), 'local0'),
  row('crash-log-enabled', yesNo, 'yes'),
  row('crash-memcheck-enabled', yesNo, 'yes'),
  row('hide-user-data-from-log', yesNo, 'no', { since: '7.4' }),
];

/** The CPUs of a kind of thread or child: 7.4 renamed `server_cpulist` to `server-cpulist`. */
function cpuList(...who: readonly string[]): readonly DirectiveSpec[] {
  const old = [...who, 'cpulist'].join('_');
  const name = [...who, 'cpulist'].join('-');
  return [row(old, text, '', { until: '7.2' }), row(name, text, '', { alias: old, since: '7.4' })];
}
