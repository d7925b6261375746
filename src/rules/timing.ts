/** When Sentinel calls a host down, and how long it tries. */
import { formatDuration, milliseconds } from '../base/units.ts';
import { numberOf } from '../topology/effective.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

const LEAST_DOWN_AFTER = milliseconds(1_000);
const LOW_DOWN_AFTER = milliseconds(3_000);
const HIGH_DOWN_AFTER = milliseconds(30_000);
const LEAST_FAILOVER_TIMEOUT = milliseconds(5_000);
const HIGH_FAILOVER_TIMEOUT = milliseconds(60_000);

export const downAfterMin: Rule = {
  name: 'down-after-min',
  severity: 'error',
  waivable: true,
  summary: 'downAfter is at least one second: pings and ticks make less of it worth nothing.',
  source: 'measured: a stall of 0.8 s is called down at 0.5 s and passes at 1 s',
  check({ sentinel: { downAfter } }) {
    return violatedWhen(downAfter < LEAST_DOWN_AFTER, {
      field: 'sentinel.downAfter',
      message: `${formatDuration(downAfter)} calls a host down during an ordinary stall`,
      remedy: `give at least ${formatDuration(LEAST_DOWN_AFTER)}, better 5s`,
    });
  },
};

export const downAfterRange: Rule = {
  name: 'down-after-range',
  severity: 'warning',
  waivable: true,
  summary: 'downAfter is from three to thirty seconds.',
  source:
    'it must exceed the longest fork, script or blip, and it is most of the time without a primary; measured at 1 s on a busy machine: a new primary was found down before its first ping, and another one promoted beside it',
  check({ sentinel: { downAfter } }) {
    const field = 'sentinel.downAfter';
    const given = formatDuration(downAfter);
    return [
      ...violatedWhen(downAfter >= LEAST_DOWN_AFTER && downAfter < LOW_DOWN_AFTER, {
        field,
        message: `${given} is shorter than a fork or a slow script may last`,
        remedy: `give at least ${formatDuration(LOW_DOWN_AFTER)}, better 5s`,
      }),
      ...violatedWhen(downAfter > HIGH_DOWN_AFTER, {
        field,
        message: `${given} passes without a primary before anything is done`,
        remedy: `give at most ${formatDuration(HIGH_DOWN_AFTER)}, better 5s`,
      }),
    ];
  },
};

export const failoverTimeoutMin: Rule = {
  name: 'failover-timeout-min',
  severity: 'error',
  waivable: true,
  summary: 'failoverTimeout is at least twice downAfter and at least five seconds.',
  source: 'redis sentinel.c, sentinelFailoverWaitPromotion: a promotion not seen in this time is given up',
  check({ sentinel: { downAfter, failoverTimeout } }) {
    const least = milliseconds(Math.max(2 * downAfter, LEAST_FAILOVER_TIMEOUT));
    return violatedWhen(failoverTimeout < least, {
      field: 'sentinel.failoverTimeout',
      message: `${formatDuration(failoverTimeout)} may cut a promotion off`,
      remedy: `give at least ${formatDuration(least)}`,
    });
  },
};

export const failoverTimeoutMax: Rule = {
  name: 'failover-timeout-max',
  severity: 'warning',
  waivable: true,
  summary: 'failoverTimeout is at most a minute.',
  source: 'redis sentinel.c, sentinelStartFailoverIfNeeded: the next try comes after twice this time',
  check({ sentinel: { failoverTimeout } }) {
    return violatedWhen(failoverTimeout > HIGH_FAILOVER_TIMEOUT, {
      field: 'sentinel.failoverTimeout',
      message: `after a failed try the next one waits twice ${formatDuration(failoverTimeout)}`,
      remedy: `give at most ${formatDuration(HIGH_FAILOVER_TIMEOUT)}`,
    });
  },
};

export const replTimeout: Rule = {
  name: 'repl-timeout',
  severity: 'error',
  waivable: false,
  summary: 'repl-timeout is longer than repl-ping-replica-period and than downAfter.',
  source: 'redis.conf, repl-timeout',
  check(environment) {
    const timeout = numberOf(environment, 'redis', 'repl-timeout');
    const ping = numberOf(environment, 'redis', 'repl-ping-replica-period');
    const { downAfter } = environment.sentinel;
    const least = Math.max(ping, Math.floor(downAfter / 1_000));
    return violatedWhen(timeout <= least, {
      field: 'redis.directives.repl-timeout',
      message: `${timeout} seconds are not longer than repl-ping-replica-period (${ping} seconds) and sentinel.downAfter (${formatDuration(downAfter)}), so replicas break off by themselves`,
      remedy: `give at least ${least + 1}`,
    });
  },
};
