import { row } from './spec.ts';
import { choice, fileName, INT_MAX, integer, LONG_MAX, MB, memory, yesNo } from './type.ts';

const LOOKED_FOR = 'the boot script looks for the data under this name';

/** Snapshots and the append-only file. */
export const persistence = [
  row('save', { kind: 'save-points' }, ['3600', '1', '300', '100', '60', '10000'], {
    repetition: 'append',
    owned: 'set redis.persistence instead',
  }),
  row('dbfilename', fileName, 'dump.rdb', { owned: LOOKED_FOR }),
  row('rdbcompression', yesNo, 'yes'),
  row('rdbchecksum', yesNo, 'yes'),
  row('rdb-del-sync-files', yesNo, 'no'),
  row('rdb-save-incremental-fsync', yesNo, 'yes'),
  row('stop-writes-on-bgsave-error', yesNo, 'yes'),
  row('appendonly', yesNo, 'no', { owned: 'set redis.persistence instead' }),
  row('appendfilename', fileName, 'appendonly.aof', { owned: LOOKED_FOR }),
  row('appenddirname', fileName, 'appendonlydir', { owned: LOOKED_FOR }),
  row('appendfsync', choice(['everysec', 'always', 'no']), 'everysec'),
  row('no-appendfsync-on-rewrite', yesNo, 'no'),
  row('auto-aof-rewrite-percentage', integer(0, INT_MAX), 100),
  row('auto-aof-rewrite-min-size', memory(0, LONG_MAX), 64n * MB),
  row('aof-load-truncated', yesNo, 'yes'),
  row('aof-use-rdb-preamble', yesNo, 'yes'),
  row('aof-timestamp-enabled', yesNo, 'no'),
  row('aof-rewrite-incremental-fsync', yesNo, 'yes'),
  row('aof-disable-auto-gc', yesNo, 'no'),
];
