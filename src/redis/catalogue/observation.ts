import { row } from './spec.ts';
import { integer, LONG_MAX, yesNo } from './type.ts';

/** What Redis measures and tells about itself. */
export const observation = [
  row('slowlog-log-slower-than', integer(-1, LONG_MAX), 10_000, { unit: 'microseconds' }),
  row('slowlog-max-len', integer(0, LONG_MAX), 128),
  row('latency-monitor-threshold', integer(0, LONG_MAX), 0, { unit: 'milliseconds' }),
  row('latency-tracking', yesNo, 'yes'),
  row('latency-tracking-info-percentiles', { kind: 'percentiles' }, ['50', '99', '99.9']),
  row('notify-keyspace-events', { kind: 'keyspace-events' }, ''),
  row('busy-reply-threshold', integer(0, LONG_MAX), 5000, { alias: 'lua-time-limit', unit: 'milliseconds' }),
];
