import { ignored, row } from './spec.ts';
import { INT_MAX, INT_MIN, integer, LONG_MAX, memory, type ValueType } from './type.ts';

const NEW_WRITES = 'acts on values that are written afterwards';

const AT_LOAD = 'acts when a snapshot of an older version is loaded';

const POWERS = Array.from({ length: 32 }, (_, power) => 2 ** power);

const powerOfTwo: ValueType = {
  kind: 'pattern',
  pattern: new RegExp(`^(${POWERS.join('|')})$`),
  what: 'a power of two',
  write: 'a power of two, such as 4096',
};

/** Up to which size values are kept in their compact form. A change acts on what is written afterwards. */
export const encoding = [
  row('hash-max-listpack-entries', integer(0, LONG_MAX), 512, {
    alias: 'hash-max-ziplist-entries',
    note: NEW_WRITES,
  }),
  row('hash-max-listpack-value', memory(0, LONG_MAX), 64, {
    alias: 'hash-max-ziplist-value',
    note: NEW_WRITES,
  }),
  row('hash-min-template-entries', integer(0, LONG_MAX), 0, { since: '8.10', note: NEW_WRITES }),
  row('hash-max-template-entries', integer(0, LONG_MAX), 0, {
    since: '8.10',
    zeroIsNoLimit: true,
    note: NEW_WRITES,
  }),
  row('hash-rdb-load-min-template-entries', integer(0, LONG_MAX), 0, { since: '8.10', note: AT_LOAD }),
  row('hash-rdb-load-max-template-entries', integer(0, LONG_MAX), 0, {
    since: '8.10',
    zeroIsNoLimit: true,
    note: AT_LOAD,
  }),
  row('hash-rdb-load-template-disassembly-threshold', integer(0, LONG_MAX), 0, {
    since: '8.10',
    note: AT_LOAD,
  }),
  row('list-max-listpack-size', integer(INT_MIN, INT_MAX), -2, {
    alias: 'list-max-ziplist-size',
    note: NEW_WRITES,
  }),
  row('list-compress-depth', integer(0, INT_MAX), 0, { note: NEW_WRITES }),
  row('set-max-intset-entries', integer(0, LONG_MAX), 512, { note: NEW_WRITES }),
  row('set-max-listpack-entries', integer(0, LONG_MAX), 128, { since: '7.2', note: NEW_WRITES }),
  row('set-max-listpack-value', integer(0, LONG_MAX), 64, { since: '7.2', note: NEW_WRITES }),
  row('zset-max-listpack-entries', integer(0, LONG_MAX), 128, {
    alias: 'zset-max-ziplist-entries',
    note: NEW_WRITES,
  }),
  row('zset-max-listpack-value', memory(0, LONG_MAX), 64, {
    alias: 'zset-max-ziplist-value',
    note: NEW_WRITES,
  }),
  row('hll-sparse-max-bytes', memory(0, LONG_MAX), 3000, { note: NEW_WRITES }),
  row('stream-node-max-bytes', memory(0, LONG_MAX), 4096, { note: NEW_WRITES }),
  row('stream-node-max-entries', integer(0, LONG_MAX), 100, { note: NEW_WRITES }),
  row('stream-idmp-duration', integer(1, 86_400), 100, {
    since: '8.6',
    unit: 'seconds',
    note: 'acts on streams that are made afterwards',
  }),
  row('stream-idmp-maxsize', integer(1, 10_000), 100, {
    since: '8.6',
    note: 'acts on streams that are made afterwards',
  }),
  row('array-slice-size', powerOfTwo, 4096, {
    since: '8.8',
    note: 'acts on arrays that are made afterwards',
  }),
  row('array-sparse-kmax', integer(0, INT_MAX), 10, {
    since: '8.8',
    note: 'Redis refuses one that is not above array-sparse-kmin, but for 0',
  }),
  row('array-sparse-kmin', integer(0, INT_MAX), 5, {
    since: '8.8',
    note: 'Redis refuses one that is not below array-sparse-kmax',
  }),
  ignored('list-max-ziplist-entries'),
  ignored('list-max-ziplist-value'),
];
