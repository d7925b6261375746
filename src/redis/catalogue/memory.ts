import { lower } from './change.ts';
import { row } from './spec.ts';
import { choice, GB, INT_MAX, integer, LONG_MAX, MB, memory, ULONG_MAX, yesNo } from './type.ts';

const policies = [
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'noeviction',
];

/** How much memory data and clients may take, and what is evicted. */
export const limits = [
  row('maxmemory', memory(0, ULONG_MAX), 0, {
    owned: 'set redis.maxmemory instead',
    zeroIsNoLimit: true,
    turns: [
      lower(
        'live-heavy',
        'keys above the new limit are evicted, or writes refused, as maxmemory-policy says',
      ),
    ],
  }),
  row('maxmemory-policy', choice(policies), 'noeviction', { until: '8.4' }),
  row('maxmemory-policy', choice([...policies, 'volatile-lrm', 'allkeys-lrm']), 'noeviction', {
    since: '8.6',
  }),
  row('maxmemory-samples', integer(1, INT_MAX), 5, { until: '7.2' }),
  row('maxmemory-samples', integer(1, 64), 5, { since: '7.4' }),
  row('maxmemory-eviction-tenacity', integer(0, 100), 10),
  row('maxmemory-clients', { kind: 'memory', min: 0n, max: LONG_MAX, percent: true }, 0, {
    zeroIsNoLimit: true,
    turns: [lower('live', 'clients above the new limit are disconnected')],
  }),
  row('client-query-buffer-limit', memory(MB, LONG_MAX), GB),
  row(
    'client-output-buffer-limit',
    { kind: 'buffer-limits' },
    // The classes in the order of CONFIG GET.
    [
      ...['normal', '0', '0', '0'],
      ...['replica', String(256n * MB), String(64n * MB), '60'],
      ...['pubsub', String(32n * MB), String(8n * MB), '60'],
    ],
    { repetition: 'merge' },
  ),
  row('proto-max-bulk-len', memory(MB, LONG_MAX), 512n * MB),
  row('tracking-table-max-keys', integer(0, LONG_MAX), 1_000_000, { zeroIsNoLimit: true }),
  row('lfu-log-factor', integer(0, INT_MAX), 10),
  row('lfu-decay-time', integer(0, INT_MAX), 1, { unit: 'minutes' }),
];

/** How memory is given back. */
export const reclaiming = [
  row('active-expire-effort', integer(1, 10), 1),
  row('activerehashing', yesNo, 'yes'),
  row('lazyfree-lazy-eviction', yesNo, 'no'),
  row('lazyfree-lazy-expire', yesNo, 'no'),
  row('lazyfree-lazy-server-del', yesNo, 'no'),
  row('lazyfree-lazy-user-del', yesNo, 'no'),
  row('lazyfree-lazy-user-flush', yesNo, 'no'),
  row('activedefrag', yesNo, 'no'),
  row('active-defrag-cycle-min', integer(1, 99), 1, { unit: 'percent' }),
  row('active-defrag-cycle-max', integer(1, 99), 25, { unit: 'percent' }),
  row('active-defrag-threshold-lower', integer(0, 1000), 10, { unit: 'percent' }),
  row('active-defrag-threshold-upper', integer(0, 1000), 100, { unit: 'percent' }),
  row('active-defrag-ignore-bytes', memory(1, LONG_MAX), 100n * MB),
  row('active-defrag-max-scan-fields', integer(1, LONG_MAX), 1000),
];
