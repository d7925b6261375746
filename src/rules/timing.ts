/** When Sentinel calls a host down, and how long it tries. */
import type { ConfigurationRule } from './rule.ts';
import { eachGroup, eachServer, violatedWhen } from './violation.ts';

/** In milliseconds, as Sentinel counts. */
const LEAST_DOWN_AFTER = 1_000;
const LOW_DOWN_AFTER = 3_000;
const USUAL_DOWN_AFTER = 5_000;
const HIGH_DOWN_AFTER = 30_000;
const LEAST_FAILOVER_TIMEOUT = 5_000;
const HIGH_FAILOVER_TIMEOUT = 60_000;

export const downAfterMin: ConfigurationRule = {
  name: 'down-after-min',
  judges: 'configuration',
  needs: ['sentinel'],
  severity: 'error',
  waivable: true,
  summary: 'downAfter is at least one second: pings and ticks make less of it worth nothing.',
  why: 'A host that stalls for a moment is called down and failed over.',
  source: 'measured: a stall of 0.8 s is called down at 0.5 s and passes at 1 s',
  remedy: 'give at least one second, better five',
  check: eachGroup((group) => {
    const { number, place, write } = group.get('down-after-milliseconds');
    return violatedWhen(number < LEAST_DOWN_AFTER, {
      ...place,
      message: `${write(number)} calls a host down during an ordinary stall`,
      remedy: `give at least ${write(LEAST_DOWN_AFTER)}, better ${write(USUAL_DOWN_AFTER)}`,
    });
  }),
};

export const downAfterRange: ConfigurationRule = {
  name: 'down-after-range',
  judges: 'configuration',
  needs: ['sentinel'],
  severity: 'warning',
  waivable: true,
  summary: 'downAfter is from three to thirty seconds.',
  why: 'Shorter than a fork or a slow script lasts, it fails over a primary that works; longer, it is time without a primary.',
  source:
    'it must exceed the longest fork, script or blip, and it is most of the time without a primary; measured at 1 s on a busy machine: a new primary was found down before its first ping, and another one promoted beside it',
  remedy: 'give three to thirty seconds, better five',
  check: eachGroup((group) => {
    const { number, place, write } = group.get('down-after-milliseconds');
    return [
      ...violatedWhen(number >= LEAST_DOWN_AFTER && number < LOW_DOWN_AFTER, {
        ...place,
        message: `${write(number)} is shorter than a fork or a slow script may last`,
        remedy: `give at least ${write(LOW_DOWN_AFTER)}, better ${write(USUAL_DOWN_AFTER)}`,
      }),
      ...violatedWhen(number > HIGH_DOWN_AFTER, {
        ...place,
        message: `${write(number)} passes without a primary before anything is done`,
        remedy: `give at most ${write(HIGH_DOWN_AFTER)}, better ${write(USUAL_DOWN_AFTER)}`,
      }),
    ];
  }),
};

export const failoverTimeoutMin: ConfigurationRule = {
  name: 'failover-timeout-min',
  judges: 'configuration',
  needs: ['sentinel'],
  severity: 'error',
  waivable: true,
  summary: 'failoverTimeout is at least twice downAfter and at least five seconds.',
  why: 'A promotion that is not seen in this time is given up, so a failover that goes well may be cut off.',
  source: 'redis sentinel.c, sentinelFailoverWaitPromotion: a promotion not seen in this time is given up',
  remedy: 'give at least twice downAfter, and five seconds',
  check: eachGroup((group) => {
    const { number, place, write } = group.get('failover-timeout');
    const least = Math.max(2 * group.get('down-after-milliseconds').number, LEAST_FAILOVER_TIMEOUT);
    return violatedWhen(number < least, {
      ...place,
      message: `${write(number)} may cut a promotion off`,
      remedy: `give at least ${write(least)}`,
    });
  }),
};

export const failoverTimeoutMax: ConfigurationRule = {
  name: 'failover-timeout-max',
  judges: 'configuration',
  needs: ['sentinel'],
  severity: 'warning',
  waivable: true,
  summary: 'failoverTimeout is at most a minute.',
  why: 'After a failed try there is no primary for twice this time.',
  source: 'redis sentinel.c, sentinelStartFailoverIfNeeded: the next try comes after twice this time',
  remedy: 'give at most a minute',
  check: eachGroup((group) => {
    const { number, place, write } = group.get('failover-timeout');
    return violatedWhen(number > HIGH_FAILOVER_TIMEOUT, {
      ...place,
      message: `after a failed try the next one waits twice ${write(number)}`,
      remedy: `give at most ${write(HIGH_FAILOVER_TIMEOUT)}`,
    });
  }),
};

export const replTimeout: ConfigurationRule = {
  name: 'repl-timeout',
  judges: 'configuration',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'repl-timeout is longer than repl-ping-replica-period and than downAfter.',
  why: 'An idle link is silent between two pings, and a primary that stalls is silent until it is called down: replicas break off in both.',
  source: 'redis.conf, repl-timeout',
  remedy: 'leave repl-timeout out, or give more than both',
  check: eachServer((server) => {
    const { number, place } = server.get('repl-timeout');
    const ping = server.get('repl-ping-replica-period').number;
    const downAfter = server.group?.get('down-after-milliseconds');
    const least = Math.max(ping, Math.floor((downAfter?.number ?? 0) / 1_000));
    const others = [
      `repl-ping-replica-period (${ping} seconds)`,
      ...(downAfter === undefined ? [] : [`${downAfter.place.field} (${downAfter.write(downAfter.number)})`]),
    ];
    return violatedWhen(number <= least, {
      ...place,
      message: `${number} seconds are not longer than ${others.join(' and ')}, so replicas break off by themselves`,
      remedy: `give at least ${least + 1}`,
    });
  }),
};
