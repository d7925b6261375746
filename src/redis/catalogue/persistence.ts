import { becomes } from './change.ts';
import { row } from './spec.ts';
import { choice, fileName, INT_MAX, integer, LONG_MAX, MB, memory, type ValueType, yesNo } from './type.ts';

const LOOKED_FOR = 'the boot script looks for the data under this name';

const LEFT_BEHIND = 'the data under the old name is not read any more';

/** What Redis 8.10 loads in place of its own data: a snapshot, or the manifest of an append-only file. */
const preloaded: ValueType = {
  kind: 'pattern',
  pattern: /^(?:|(?=.*\.[^.]+$)(?:aof|rdb):(?:\/(?!\.{1,2}(?:\/|$))[^/]+)+)$/,
  what: 'a file to load',
  write: 'rdb: or aof: and an absolute path',
};

/** Snapshots and the append-only file. */
export const persistence = [
  row('save', { kind: 'save-points' }, ['3600', '1', '300', '100', '60', '10000'], {
    repetition: 'append',
    owned: 'set redis.persistence instead',
    turns: [becomes('', 'data-loss', 'without snapshots a restart loses what no append-only file keeps')],
  }),
  row('dbfilename', fileName, 'dump.rdb', { owned: LOOKED_FOR, change: 'data-loss', note: LEFT_BEHIND }),
  row('rdbcompression', yesNo, 'yes'),
  row('rdbchecksum', yesNo, 'yes', { change: 'restart' }),
  row('rdb-del-sync-files', yesNo, 'no'),
  row('rdb-save-incremental-fsync', yesNo, 'yes'),
  row('stop-writes-on-bgsave-error', yesNo, 'yes'),
  row('appendonly', yesNo, 'no', {
    owned: 'set redis.persistence instead',
    turns: [
      becomes('yes', 'live-heavy', 'Redis writes the whole data set into a new append-only file'),
      becomes('no', 'data-loss', 'a restart loses what was written after the last snapshot'),
    ],
  }),
  row('appendfilename', fileName, 'appendonly.aof', {
    owned: LOOKED_FOR,
    change: 'data-loss',
    note: LEFT_BEHIND,
  }),
  row('appenddirname', fileName, 'appendonlydir', {
    owned: LOOKED_FOR,
    change: 'data-loss',
    note: LEFT_BEHIND,
  }),
  row('appendfsync', choice(['everysec', 'always', 'no']), 'everysec', {
    turns: [
      becomes(
        'no',
        'live',
        'a power cut loses what the system has not brought to the disk, and not a second',
      ),
    ],
  }),
  row('no-appendfsync-on-rewrite', yesNo, 'no'),
  row('auto-aof-rewrite-percentage', integer(0, INT_MAX), 100, { unit: 'percent' }),
  row('auto-aof-rewrite-min-size', memory(0, LONG_MAX), 64n * MB),
  row('aof-load-truncated', yesNo, 'yes'),
  row('aof-load-corrupt-tail-max-size', integer(0, LONG_MAX), 0, {
    since: '8.4',
    unit: 'bytes',
    note: 'acts at the next start, which cuts off what is damaged at the end of the file',
  }),
  row('backupdirname', fileName, 'backupdir', {
    since: '8.10',
    change: 'restart',
    note: 'backups under the old name stay there, and BACKUP CLEANUP does not find them',
  }),
  row('backup-sealed-ttl', integer(0, LONG_MAX), 0, { since: '8.10', unit: 'seconds' }),
  row('preload-file', preloaded, '', {
    since: '8.10',
    owned: 'each start would load this file and leave out what the data volume holds',
    change: 'data-loss',
    note: 'Redis loads it at its next start in place of its own data, and does not start where it cannot',
  }),
  row('aof-use-rdb-preamble', yesNo, 'yes'),
  row('aof-timestamp-enabled', yesNo, 'no'),
  row('aof-rewrite-incremental-fsync', yesNo, 'yes'),
  row('aof-disable-auto-gc', yesNo, 'no', { until: '7.0' }),
  row('aof-disable-auto-gc', yesNo, 'no', { since: '7.2', hidden: true }),
];
