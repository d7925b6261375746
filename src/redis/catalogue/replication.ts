import { becomes, higher, lower } from './change.ts';
import { ignored, row } from './spec.ts';
import { choice, INT_MAX, integer, LONG_MAX, MB, memory, port, text, yesNo } from './type.ts';

const ROTATION =
  'passwords change in an order: first where they are checked, then where they are sent, on every host';

const LOADS = ['disabled', 'on-empty-db', 'swapdb'];

/** Between primary and replicas. */
export const replication = [
  row('replicaof', { kind: 'primary-address' }, ['no', 'one'], {
    alias: 'slaveof',
    owned: 'the boot script asks the Sentinels who is primary',
    change: 'live-heavy',
    command: 'REPLICAOF',
    state: true,
  }),
  row('masteruser', text, '', {
    secret: true,
    owned: 'users and passwords come from the secret store',
    change: 'live-heavy',
    note: ROTATION,
    security: true,
  }),
  row('masterauth', text, '', {
    secret: true,
    owned: 'users and passwords come from the secret store',
    change: 'live-heavy',
    note: ROTATION,
    security: true,
  }),
  row('replica-announce-ip', text, '', {
    alias: 'slave-announce-ip',
    owned: 'set hosts.<name>.address instead',
  }),
  row('replica-announce-port', port, 0, { alias: 'slave-announce-port', owned: 'set redis.port instead' }),
  row('replica-announced', yesNo, 'yes'),
  row('replica-priority', integer(0, INT_MAX), 100, {
    alias: 'slave-priority',
    owned: 'set hosts.<name>.priority instead',
    turns: [becomes('0', 'live', 'it is never promoted')],
  }),
  row('min-replicas-to-write', integer(0, INT_MAX), 0, {
    alias: 'min-slaves-to-write',
    owned: 'set redis.minReplicasToWrite instead',
    turns: [higher('live', 'writes are refused while fewer replicas than that are attached')],
  }),
  row('min-replicas-max-lag', integer(0, INT_MAX), 10, {
    alias: 'min-slaves-max-lag',
    owned: 'set redis.minReplicasMaxLag instead',
    unit: 'seconds',
  }),
  row('replica-read-only', yesNo, 'yes', { alias: 'slave-read-only', security: true }),
  row('replica-serve-stale-data', yesNo, 'yes', { alias: 'slave-serve-stale-data' }),
  row('replica-ignore-maxmemory', yesNo, 'yes', { alias: 'slave-ignore-maxmemory' }),
  row('replica-ignore-disk-write-errors', yesNo, 'no'),
  row('replica-lazy-flush', yesNo, 'no', { alias: 'slave-lazy-flush' }),
  row('repl-timeout', integer(1, INT_MAX), 60, { unit: 'seconds' }),
  row('repl-ping-replica-period', integer(1, INT_MAX), 10, {
    alias: 'repl-ping-slave-period',
    unit: 'seconds',
  }),
  row('repl-backlog-size', memory(1, LONG_MAX), MB, {
    change: 'live-heavy',
    turns: [lower('live-heavy', 'a replica that is further behind than that needs a full resynchronization')],
  }),
  row('repl-backlog-ttl', integer(0, LONG_MAX), 3600, { unit: 'seconds' }),
  row('repl-disable-tcp-nodelay', yesNo, 'no'),
  row('repl-diskless-sync', yesNo, 'yes'),
  row('repl-diskless-sync-delay', integer(0, INT_MAX), 5, { unit: 'seconds' }),
  row('repl-diskless-sync-max-replicas', integer(0, INT_MAX), 0),
  row('repl-diskless-load', choice(LOADS), 'disabled', { until: '8.4' }),
  row('repl-diskless-load', choice([...LOADS, 'flushdb']), 'disabled', {
    since: '8.6',
    turns: [
      becomes(
        'flushdb',
        'live',
        'a replica whose full synchronization fails stays empty, and may be promoted',
      ),
    ],
  }),
  row('replica-full-sync-buffer-limit', memory(0, LONG_MAX), 0, { since: '8.0' }),
  row('propagation-error-behavior', choice(['ignore', 'panic', 'panic-on-replicas']), 'ignore'),
  ignored('lua-replicate-commands'),
];
