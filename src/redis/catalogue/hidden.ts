import { row } from './spec.ts';
import { INT_MAX, INT_MIN, integer, LONG_MAX, yesNo } from './type.ts';

const FOR_TESTS = { hidden: true, owned: 'it exists to test Redis itself' } as const;

const LOADING = 'loading-process-events-interval-bytes';

/** What Redis reads, but CONFIG GET with a pattern does not list. */
export const hidden = [
  row('key-load-delay', integer(INT_MIN, INT_MAX), 0, { ...FOR_TESTS, unit: 'microseconds' }),
  row('rdb-key-save-delay', integer(INT_MIN, INT_MAX), 0, { ...FOR_TESTS, unit: 'microseconds' }),
  row(LOADING, integer(1024, INT_MAX), 2_097_152, { ...FOR_TESTS, until: '7.4' }),
  row(LOADING, integer(1024, INT_MAX), 524_288, { ...FOR_TESTS, since: '8.0' }),
  row('lua-enable-deprecated-api', yesNo, 'no', { ...FOR_TESTS, change: 'restart' }),
  row('use-exit-on-panic', yesNo, 'no', FOR_TESTS),
  row('watchdog-period', integer(0, INT_MAX), 0, {
    ...FOR_TESTS,
    owned: 'it was reported to crash Redis on FreeBSD',
    unit: 'milliseconds',
  }),
  row('cluster-ping-interval', integer(0, LONG_MAX), 0, {
    ...FOR_TESTS,
    unit: 'milliseconds',
    since: '8.0',
  }),
  row('repl-rdb-channel', yesNo, 'yes', { ...FOR_TESTS, since: '8.0' }),
];
