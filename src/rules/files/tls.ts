/** TLS between Redis and Sentinel. */
import type { Location } from '../configuration.ts';
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import { areOfOneGroup } from './census.ts';
import type { FileConfiguration, FileSettings } from './configuration.ts';
import { type End, endIn, isAt, printEnd, whereaboutsOf } from './whereabouts.ts';

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
  check: ({ servers, sentinels }) => sentinels.flatMap((sentinel) => unlike(sentinel, servers)),
};

export const tlsMixed: FileRule = {
  name: 'tls-mixed',
  judges: 'files',
  needs: [],
  severity: 'error',
  waivable: false,
  summary: 'All servers of a group connect with TLS, or none does, and so do all Sentinels.',
  why: 'Roles swap: after a failover some of them connect to a port that does not answer them.',
  source:
    'redis replication.c, connectWithMaster, and sentinel.c: each connects as its own tls-replication says, whatever the other offers',
  remedy: 'write tls-replication the same in all files',
  check: ({ servers, sentinels }) => [
    ...servers.flatMap((server) =>
      unlike(server, servers.filter((one) => areOfOneGroup(one, server)).slice(0, 1)),
    ),
    // Beside servers, tls-equal tells which of them are wrong.
    ...(servers.length > 0 ? [] : sentinels.flatMap((one) => unlike(one, sentinels.slice(0, 1)))),
  ],
};

/** Where one of the others connects in another way than this file says. */
function unlike({ get }: FileSettings, others: readonly FileSettings[]): readonly Violation[] {
  const { words, place } = get('tls-replication');
  const other = others.find((one) => one.get('tls-replication').words[0] !== words[0]);
  return violatedWhen(other !== undefined, {
    ...place,
    message: `${words.join()} is not what ${other?.file.path} says, so one of them connects to a port that does not answer it`,
    remedy: 'write the same in all files',
  });
}

export const tlsServerPort: FileRule = {
  name: 'tls-server-port',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'A server of a group listens in the way that its replicas and Sentinels connect.',
  why: 'It tells them a port 0: nobody follows it once it is primary, and Sentinel calls it down.',
  source:
    'redis replication.c, REPLCONF listening-port: a server tells its tls-port where tls-replication is yes, and its port where it is no',
  remedy: 'write tls-port where tls-replication is yes, and port where it is no',
  check: ({ servers }) =>
    servers
      .filter(({ group, get }) => group !== undefined || endIn(get('replicaof').words) !== undefined)
      .flatMap(({ get }) => {
        const [right, other] = portsOf(get('tls-replication').words);
        return violatedWhen(get(right).number === 0 && get(other).number > 0, {
          ...get(right).place,
          message:
            right === 'port'
              ? '0 leaves replicas and Sentinels, which connect without TLS, no port that answers them'
              : '0 leaves replicas and Sentinels, which connect with TLS, no port that answers them',
          remedy: right === 'port' ? 'write tls-replication yes in all files' : 'write tls-port',
        });
      }),
};

export const tlsLinkPort: FileRule = {
  name: 'tls-link-port',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary:
    'A replica or Sentinel that connects with TLS is told the port for TLS, and any other one the plain port.',
  why: 'A port answers in one way alone: the replica never follows, or Sentinel calls the primary down.',
  source: 'redis.conf, tls-port: a port beside the plain one',
  remedy: 'write the other port of the primary',
  check: (files) =>
    linksOf(files).flatMap(({ from, end, place }) => {
      const [right, wrong] = portsOf(from.get('tls-replication').words);
      const server = files.servers.find(
        (one) =>
          isAt(whereaboutsOf(one), end) === true &&
          one.get(right).number > 0 &&
          one.get(wrong).words[0] === end[1],
      );
      return violatedWhen(server !== undefined, {
        ...place,
        message:
          right === 'port'
            ? `${printEnd(end)} answers TLS alone in ${server?.file.path}, and this file connects without it`
            : `${printEnd(end)} answers no TLS in ${server?.file.path}, and this file connects with it`,
        remedy: `write port ${server?.get(right).words.join()}`,
      });
    }),
};

/** The directive of the port that links go to, and that of the one which does not answer them. */
function portsOf([encrypted]: readonly string[]): readonly [right: string, wrong: string] {
  return encrypted === 'yes' ? ['tls-port', 'port'] : ['port', 'tls-port'];
}

/** A link to a primary, as a file tells of it. */
interface Link {
  readonly from: FileSettings;
  readonly end: End;
  readonly place: Location;
}

function linksOf({ servers, groups }: FileConfiguration): readonly Link[] {
  const told = [
    ...servers.map((server) => [server, server.get('replicaof')] as const),
    ...groups.map(({ sentinel, get }) => [sentinel, get('monitor')] as const),
  ];
  return told.flatMap(([from, { words, place }]) => {
    const end = endIn(words);
    return end === undefined ? [] : [{ from, end, place }];
  });
}

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
