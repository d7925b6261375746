/** Names, addresses and connections. */
import { numberOf, valuesOf } from '../topology/effective.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

const KINDS = ['redis', 'sentinel'] as const;

export const announceMixed: Rule = {
  name: 'announce-mixed',
  severity: 'error',
  waivable: false,
  summary: 'Sentinels announce addresses, since hosts are known by their addresses.',
  source: 'Redis documentation, High availability with Redis Sentinel: IP addresses and DNS names',
  check(environment) {
    return violatedWhen(valuesOf(environment, 'sentinel', 'announce-hostnames')[0] === 'yes', {
      field: 'sentinel.directives.announce-hostnames',
      message: 'yes mixes names with the addresses that all hosts are known by',
      remedy: 'leave it out',
    });
  },
};

export const clientTimeout: Rule = {
  name: 'client-timeout',
  severity: 'warning',
  waivable: true,
  summary: 'Idle connections stay open, and dead ones are noticed.',
  source: 'redis.conf, timeout and tcp-keepalive',
  check(environment) {
    return KINDS.flatMap((kind) => {
      const timeout = numberOf(environment, kind, 'timeout');
      return [
        ...violatedWhen(timeout > 0, {
          field: `${kind}.directives.timeout`,
          message: `${timeout} closes connections that idle for so many seconds, also those of a client's pool`,
          remedy: 'leave it out',
        }),
        ...violatedWhen(numberOf(environment, kind, 'tcp-keepalive') === 0, {
          field: `${kind}.directives.tcp-keepalive`,
          message: '0 keeps connections to clients that are gone for ever',
          remedy: 'leave it out, or give 300',
        }),
      ];
    });
  },
};
