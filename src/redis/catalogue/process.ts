import { lower } from './change.ts';
import { type DirectiveSpec, ignored, row } from './spec.ts';
import { choice, INT_MAX, integer, text, type ValueType, words, yesNo } from './type.ts';

const SERVICE = 'the service script of the package starts Redis and decides it';

const LEFT_BEHIND = 'the data in the old folder is not read any more';

/** Variables that may be empty, and ones that are not. */
const MAYBE_EMPTY = '\\{(?:title|server-mode|unixsocket)\\}';
const FILLED = '\\{(?:listen-addr|port|tls-port|config-file)\\}';

/** Redis refuses a title that is blank where its empty variables are (redis config.c, validateProcTitleTemplate). */
const processTitle: ValueType = {
  kind: 'pattern',
  pattern: new RegExp(
    `^(?: |${MAYBE_EMPTY})*(?:[^{ ]|\\{\\{|${FILLED})(?:[^{]|\\{\\{|${MAYBE_EMPTY}|${FILLED})*$`,
  ),
  what: 'a title template',
  write:
    'text with {title}, {listen-addr}, {server-mode}, {port}, {tls-port}, {unixsocket} or {config-file} in it',
};

/** The process: how it starts, runs, ends, and what it may load. */
export const process = [
  row('daemonize', yesNo, 'no', { owned: SERVICE, change: 'restart' }),
  row('supervised', choice(['upstart', 'systemd', 'auto', 'no']), 'no', {
    owned: SERVICE,
    change: 'restart',
  }),
  row('pidfile', text, '', { owned: SERVICE, change: 'restart' }),
  row('dir', text, undefined, {
    owned: 'the boot script decides where the data volume is mounted',
    change: 'data-loss',
    note: LEFT_BEHIND,
  }),
  row('include', words(1, 1, 'a path'), undefined, {
    repetition: 'separate',
    owned: 'everything that a host reads is in the definition',
    change: 'restart',
  }),
  row('loadmodule', words(1, Infinity, '<path> <argument>...'), undefined, {
    repetition: 'separate',
    secret: true,
    owned: 'vedette does not install modules',
    change: 'restart',
    security: true,
  }),
  row('databases', integer(1, INT_MAX), 16, {
    change: 'restart',
    turns: [
      lower(
        'data-loss',
        'keys in the databases that go are no longer there, and a snapshot with them does not load',
      ),
    ],
  }),
  row('hz', integer(0, INT_MAX, { min: 1n, max: 500n }), 10),
  row('dynamic-hz', yesNo, 'yes'),
  row('io-threads', integer(1, 128), 1, { change: 'restart' }),
  row('lookahead', integer(1, INT_MAX), 16, { since: '8.4' }),
  row('io-threads-do-reads', yesNo, 'no', { until: '7.4', change: 'restart' }),
  ignored('io-threads-do-reads', '8.0'),
  ...cpuList('server'),
  ...cpuList('bio'),
  ...cpuList('aof', 'rewrite'),
  ...cpuList('bgsave'),
  row('always-show-logo', yesNo, 'no', { change: 'restart' }),
  row('set-proc-title', yesNo, 'yes', { change: 'restart' }),
  row('proc-title-template', processTitle, '{title} {listen-addr} {server-mode}'),
  row('ignore-warnings', text, ''),
  row('locale-collate', text, '', { since: '7.2' }),
  row('disable-thp', yesNo, 'yes', { change: 'restart' }),
  row('oom-score-adj', choice(['no', 'yes', 'absolute'], { relative: 'yes' }), 'no'),
  row('oom-score-adj-values', { kind: 'oom-scores' }, ['0', '200', '800']),
  row('jemalloc-bg-thread', yesNo, 'yes'),
  row('shutdown-timeout', integer(0, INT_MAX), 10, { unit: 'seconds' }),
  row('shutdown-on-sigint', { kind: 'shutdown-flags' }, 'default'),
  row('shutdown-on-sigterm', { kind: 'shutdown-flags' }, 'default'),
];

const facilities = ['user', ...[0, 1, 2, 3, 4, 5, 6, 7].map((number) => `local${number}`)];

/** Log and crash reports. */
export const logging = [
  row('loglevel', choice(['debug', 'verbose', 'notice', 'warning']), 'notice', { until: '7.0' }),
  row('loglevel', choice(['debug', 'verbose', 'notice', 'warning', 'nothing']), 'notice', { since: '7.2' }),
  row('logfile', text, '', { owned: 'the boot script decides where the log is', change: 'restart' }),
  row('syslog-enabled', yesNo, 'no', { change: 'restart' }),
  row('syslog-ident', text, 'redis', { change: 'restart' }),
  row('syslog-facility', choice(facilities), 'local0', { change: 'restart' }),
  row('crash-log-enabled', yesNo, 'yes'),
  row('crash-memcheck-enabled', yesNo, 'yes'),
  row('hide-user-data-from-log', yesNo, 'no', { since: '7.4' }),
];

/** The CPUs of a kind of thread or child: 7.4 renamed `server_cpulist` to `server-cpulist`. */
function cpuList(...who: readonly string[]): readonly DirectiveSpec[] {
  const old = [...who, 'cpulist'].join('_');
  const name = [...who, 'cpulist'].join('-');
  return [
    row(old, text, '', { until: '7.2', change: 'restart' }),
    row(name, text, '', { alias: old, since: '7.4', change: 'restart' }),
  ];
}
