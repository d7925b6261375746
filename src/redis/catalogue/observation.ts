import { becomes } from './change.ts';
import { row } from './spec.ts';
import { INT_MAX, integer, LONG_MAX, type ValueType, yesNo } from './type.ts';

/** Letters of notify.c, in the order of CONFIG GET. */
const events = (all: string, others: string): ValueType => ({ kind: 'keyspace-events', all, others });

/** What Redis measures and tells about itself. */
export const observation = [
  row('slowlog-log-slower-than', integer(-1, LONG_MAX), 10_000, { unit: 'microseconds' }),
  row('slowlog-max-len', integer(0, LONG_MAX), 128),
  row('slowlog-entry-max-argc', integer(2, INT_MAX), 32, { since: '8.8' }),
  row('slowlog-entry-max-string-len', integer(1, LONG_MAX), 128, { since: '8.8' }),
  row('latency-monitor-threshold', integer(0, LONG_MAX), 0, { unit: 'milliseconds' }),
  row('latency-tracking', yesNo, 'yes'),
  row('latency-tracking-info-percentiles', { kind: 'percentiles' }, ['50', '99', '99.9']),
  row('notify-keyspace-events', events('g$lshzxetd', 'nKEm'), '', { until: '8.0' }),
  row('notify-keyspace-events', events('g$lshzxetd', 'nocKEm'), '', { since: '8.2', until: '8.6' }),
  row('notify-keyspace-events', events('g$lshzxetda', 'nocKEmSTIV'), '', { since: '8.8' }),
  row('key-memory-histograms', yesNo, 'no', {
    since: '8.6',
    turns: [becomes('yes', 'restart', 'CONFIG SET only switches it off')],
  }),
  row('busy-reply-threshold', integer(0, LONG_MAX), 5000, { alias: 'lua-time-limit', unit: 'milliseconds' }),
];
