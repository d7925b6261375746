import { row } from './spec.ts';
import {
  choice,
  INT_MAX,
  integer,
  LONG_MAX,
  MB,
  memory,
  port,
  text,
  ULONG_MAX,
  type ValueType,
  words,
  yesNo,
} from './type.ts';

const hostName: ValueType = {
  kind: 'pattern',
  pattern: /^[A-Za-z0-9.-]{0,255}$/,
  what: 'a host name',
  write: 'letters, digits, dots and dashes, at most 255',
};

const STATISTICS = words(1, 3, 'yes, no, or some of cpu, net and mem');

/** Redis Cluster. All of it is idle under Sentinel, which excludes it. */
export const cluster = [
  row('cluster-enabled', yesNo, 'no', {
    owned: 'a group under Sentinel is not a cluster',
    change: 'restart',
  }),
  row('cluster-config-file', text, 'nodes.conf', { change: 'restart' }),
  row('cluster-port', port, 0, { change: 'restart' }),
  row('cluster-node-timeout', integer(0, LONG_MAX), 15_000, { unit: 'milliseconds' }),
  row('cluster-announce-ip', text, ''),
  row('cluster-announce-hostname', hostName, ''),
  row('cluster-announce-human-nodename', text, '', { since: '7.2' }),
  row('cluster-announce-port', port, 0),
  row('cluster-announce-tls-port', port, 0),
  row('cluster-announce-bus-port', port, 0),
  row('cluster-preferred-endpoint-type', choice(['ip', 'hostname', 'unknown-endpoint']), 'ip'),
  row('cluster-migration-barrier', integer(0, INT_MAX), 1),
  row('cluster-allow-replica-migration', yesNo, 'yes'),
  row('cluster-replica-validity-factor', integer(0, INT_MAX), 10, { alias: 'cluster-slave-validity-factor' }),
  row('cluster-replica-no-failover', yesNo, 'no', { alias: 'cluster-slave-no-failover' }),
  row('cluster-require-full-coverage', yesNo, 'yes'),
  row('cluster-allow-reads-when-down', yesNo, 'no'),
  row('cluster-allow-pubsubshard-when-down', yesNo, 'yes'),
  row('cluster-link-sendbuf-limit', memory(0, ULONG_MAX), 0, { zeroIsNoLimit: true }),
  row('cluster-compatibility-sample-ratio', integer(0, 100), 0, { since: '8.0' }),
  row('cluster-slot-stats-enabled', yesNo, 'no', { since: '8.2', until: '8.4' }),
  row('cluster-slot-stats-enabled', STATISTICS, 'no', { since: '8.6' }),
  row('cluster-slot-migration-write-pause-timeout', integer(0, LONG_MAX), 10_000, {
    since: '8.4',
    unit: 'milliseconds',
  }),
  row('cluster-slot-migration-handoff-max-lag-bytes', memory(0, LONG_MAX), MB, { since: '8.4' }),
];
