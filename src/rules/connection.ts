/** Names, addresses and connections. */
import { isIP } from 'node:net';
import type { ProgramSettings } from './configuration.ts';
import type { ConfigurationRule, Violation } from './rule.ts';
import { eachGroup, violatedWhen } from './violation.ts';

export const announceMixed: ConfigurationRule = {
  name: 'announce-mixed',
  judges: 'configuration',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'Sentinels announce addresses where the primary is known by its address.',
  why: 'Who knows a host by its address does not know it again by its name.',
  source: 'Redis documentation, High availability with Redis Sentinel: IP addresses and DNS names',
  remedy: 'leave sentinel announce-hostnames out',
  check: eachGroup(({ sentinel, get }) => {
    const { words, place } = sentinel.get('announce-hostnames');
    const [primary = ''] = get('monitor').words;
    return violatedWhen(words[0] === 'yes' && isIP(primary) > 0, {
      ...place,
      message: 'yes mixes names with the addresses that all hosts are known by',
      remedy: 'leave it out',
    });
  }),
};

export const clientTimeout: ConfigurationRule = {
  name: 'client-timeout',
  judges: 'configuration',
  needs: [],
  severity: 'warning',
  waivable: true,
  summary: 'Idle connections stay open, and dead ones are noticed.',
  why: "A timeout also closes the idle connections of a client's pool; without keepalives those of clients that are gone stay for ever.",
  source: 'redis.conf, timeout and tcp-keepalive',
  remedy: 'leave timeout and tcp-keepalive out',
  check: ({ servers, sentinels }) => [...servers, ...sentinels].flatMap(connections),
};

function connections({ get }: ProgramSettings): readonly Violation[] {
  const timeout = get('timeout');
  const keepalive = get('tcp-keepalive');
  return [
    ...violatedWhen(timeout.number > 0, {
      ...timeout.place,
      message: `${timeout.number} closes connections that idle for so many seconds, also those of a client's pool`,
      remedy: 'leave it out',
    }),
    ...violatedWhen(keepalive.number === 0, {
      ...keepalive.place,
      message: '0 keeps connections to clients that are gone for ever',
      remedy: 'leave it out, or give 300',
    }),
  ];
}
