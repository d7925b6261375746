/** TLS between Redis and Sentinel. */
import type { FileRule } from '../rule.ts';
import { violatedWhen } from '../violation.ts';

export const tlsEqual: FileRule = {
  name: 'tls-equal',
  judges: 'files',
  needs: ['server', 'sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'Redis and Sentinel connect with TLS, or neither does.',
  why: 'One of them connects to a port that does not answer it.',
  source: 'redis/redis#9952: on Sentinel tls-replication is about its links to servers and to Sentinels',
  remedy: 'write tls-replication the same in all files',
  check: ({ servers, sentinels }) =>
    sentinels.flatMap((sentinel) => {
      const { words, place } = sentinel.get('tls-replication');
      const other = servers.find(({ get }) => get('tls-replication').words[0] !== words[0]);
      return violatedWhen(other !== undefined, {
        ...place,
        message: `${words.join()} is not what ${other?.file.path} says, so one of them connects to a port that does not answer it`,
        remedy: 'write the same in all files',
      });
    }),
};

export const tlsSentinelPort: FileRule = {
  name: 'tls-sentinel-port',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'A Sentinel that connects with TLS listens with TLS.',
  why: 'The other Sentinels connect with TLS too, find no port for it and call this one down.',
  source: 'redis/redis#9952; measured on 7.0.15: with a plain port alone all Sentinels are called down',
  remedy: 'write tls-port, and port 0',
  check: ({ sentinels }) =>
    sentinels.flatMap(({ get }) =>
      violatedWhen(get('tls-replication').words[0] === 'yes' && get('tls-port').number === 0, {
        ...get('tls-replication').place,
        message: 'yes without a tls-port lets the other Sentinels call this one down',
      }),
    ),
};
