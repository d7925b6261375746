import { row } from './spec.ts';
import { INT_MAX, INT_MIN, integer, LONG_MAX, memory } from './type.ts';

/** Up to which size values are kept in their compact form. A change acts on what is written afterwards. */
export const encoding = [
  row('hash-max-listpack-entries', integer(0, LONG_MAX), 512, { alias: 'hash-max-ziplist-entries' }),
  row('hash-max-listpack-value', memory(0, LONG_MAX), 64, { alias: 'hash-max-ziplist-value' }),
  row('list-max-listpack-size', integer(INT_MIN, INT_MAX), -2, { alias: 'list-max-ziplist-size' }),
  row('list-compress-depth', integer(0, INT_MAX), 0),
  row('set-max-intset-entries', integer(0, LONG_MAX), 512),
  row('set-max-listpack-entries', integer(0, LONG_MAX), 128, { since: '7.2' }),
  row('set-max-listpack-value', integer(0, LONG_MAX), 64, { since: '7.2' }),
  row('zset-max-listpack-entries', integer(0, LONG_MAX), 128, { alias: 'zset-max-ziplist-entries' }),
  row('zset-max-listpack-value', memory(0, LONG_MAX), 64, { alias: 'zset-max-ziplist-value' }),
  row('hll-sparse-max-bytes', memory(0, LONG_MAX), 3000),
  row('stream-node-max-bytes', memory(0, LONG_MAX), 4096),
  row('stream-node-max-entries', integer(0, LONG_MAX), 100),
];
