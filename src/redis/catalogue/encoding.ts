import { ignored, row } from './spec.ts';
import { INT_MAX, INT_MIN, integer, LONG_MAX, memory } from './type.ts';

const NEW_WRITES = 'acts on values that are written afterwards';

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
  ignored('list-max-ziplist-entries'),
  ignored('list-max-ziplist-value'),
];
