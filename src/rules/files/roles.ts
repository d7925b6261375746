/** Who follows whom, and whom Sentinels watch, among files that are given together. */
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import { isLoopback } from './census.ts';
import type { FileConfiguration, FileServer, FileSettings } from './configuration.ts';
import {
  type End,
  endsMonitored,
  endsWatched,
  isAt,
  isPlain,
  printEnd,
  type Whereabouts,
  whereaboutsOf,
} from './whereabouts.ts';

export const replicaofCircle: FileRule = {
  name: 'replicaof-circle',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'Servers do not follow each other in a circle.',
  why: 'Each waits for the next one: none of them takes writes, and none has a primary to get data from.',
  source:
    'redis replication.c, syncCommand; measured on 7.0.15: a replica without a link answers NOMASTERLINK, and all links stay down',
  remedy: 'take the line out of the server that is primary',
  check: ({ servers }) => {
    const known = servers.map(whereaboutsOf);
    const next = new Map(known.map((one) => [one.server, followedBy(one, known)]));
    return servers.flatMap((server) => inCircle(server, next));
  },
};

/** Whom each server follows; undefined for nobody of these. */
type Following = ReadonlyMap<FileServer, FileServer | undefined>;

function inCircle(server: FileServer, next: Following): readonly Violation[] {
  const chain = chainFrom(server, next);
  const { words, place } = server.get('replicaof');
  const names = chain.map((one) => (one === server ? 'this server' : one.file.path));
  return violatedWhen(chain.at(-1) === server, {
    ...place,
    message: `${words.join(' port ')} is ${names.join(', which follows ')}, so there is no primary to follow`,
  });
}

/** The servers that follow from one, until one follows nobody of these or was there already. */
function chainFrom(server: FileServer, next: Following): readonly FileServer[] {
  const chain = new Set<FileServer>();
  let at = next.get(server);
  while (at !== undefined && !chain.has(at) && !chain.has(server)) {
    chain.add(at);
    at = next.get(at);
  }
  return [...chain];
}

/** The server that one follows; undefined where it is none of these, or may be several. */
function followedBy(one: Whereabouts, all: readonly Whereabouts[]): FileServer | undefined {
  const { server, ports, follows } = one;
  if (follows === undefined) return undefined;
  const isHere = isLoopback(follows[0]);
  if (isHere && ports.includes(follows[1])) return server;
  const found = all.filter((other) => isAt(other, follows) ?? isHere);
  return found.length === 1 ? found[0]?.server : undefined;
}

export const secondPrimary: FileRule = {
  name: 'second-primary',
  judges: 'files',
  needs: ['server', 'sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'A server that follows nobody is the primary that Sentinels watch.',
  why: 'It starts as a primary of its own: what clients write to it is lost when it follows again, and nobody fails it over.',
  source:
    'redis sentinel.c, sentinelRefreshInstanceInfo: Sentinel finds replicas in INFO of the primary, and makes one that it has found and that says it is a primary follow again',
  remedy: 'write replicaof with the primary of the group, or take the file away if it is of no group',
  check: ({ servers, sentinels }) => {
    const [watched, found] = [sentinels.flatMap(endsMonitored), sentinels.flatMap(endsWatched)];
    if (watched.length === 0) return [];
    return servers
      .map(whereaboutsOf)
      .filter((one) => one.follows === undefined && watched.every((end) => isAt(one, end) === false))
      .map((one) =>
        besidePrimary(
          one,
          watched,
          found.some((end) => isAt(one, end) === true),
        ),
      );
  },
};

/** A server that Sentinel has found before is of its group, and any other may be of none. */
function besidePrimary({ server }: Whereabouts, watched: readonly End[], isKnown: boolean): Violation {
  const primaries = [...new Set(watched.map(printEnd))].join(' and ');
  return {
    ...server.get('replicaof').place,
    message: `follows nobody, so this server is a primary of its own beside ${primaries}`,
    severity: isKnown ? 'error' : 'warning',
  };
}

export const monitorServer: FileRule = {
  name: 'monitor-server',
  judges: 'files',
  needs: ['server', 'sentinel', 'addresses'],
  severity: 'error',
  waivable: false,
  summary: 'A Sentinel watches a group to which one of the servers belongs.',
  why: 'Nobody watches the servers: where their primary is lost, nobody is promoted.',
  source: 'redis sentinel.c: Sentinel knows the address that monitor names, and finds all others through it',
  remedy: 'write the address of their primary, or give the files of the servers that it watches',
  check: (files) => {
    const known = files.servers.map(whereaboutsOf);
    return files.sentinels.flatMap((sentinel) => {
      const watched = watchedAmong(known, sentinel);
      return watched === 'others' || watched === 'unfollowed' ? [watchesOthers(sentinel, watched)] : [];
    });
  },
};

/** Whom a Sentinel watches: one of these servers, others, one that these do not follow; or the files do not tell. */
type Watched = 'these' | 'others' | 'unfollowed' | 'unknown';

function watchedAmong(servers: readonly Whereabouts[], sentinel: FileSettings): Watched {
  const ends = endsWatched(sentinel);
  const followed = servers.flatMap(({ follows }) => (follows === undefined ? [] : [follows]));
  const places = ends.flatMap((end) => servers.map((server) => isAt(server, end)));
  const names = new Set(followed.map(printEnd));
  if (places.includes(true) || ends.some((end) => names.has(printEnd(end)))) return 'these';
  if (!places.includes(undefined)) return 'others';
  return followed.length > 0 && [...ends, ...followed].every(isPlain) ? 'unfollowed' : 'unknown';
}

/** True where the files tell of each Sentinel whether it watches one of the servers. */
export function tellsWatched({ servers, sentinels }: FileConfiguration): boolean {
  const known = servers.map(whereaboutsOf);
  return sentinels.every((sentinel) => watchedAmong(known, sentinel) !== 'unknown');
}

function watchesOthers(sentinel: FileSettings, watched: 'others' | 'unfollowed'): Violation {
  const [monitor] = sentinel.lines('monitor');
  const [end] = endsWatched(sentinel);
  if (monitor === undefined || end === undefined)
    return {
      field: 'sentinel monitor',
      file: sentinel.file.path,
      message: 'is missing, so this Sentinel watches none of the servers',
      remedy: 'write it with a name, the address of their primary and the quorum',
    };
  return watched === 'others'
    ? {
        ...monitor.place,
        message: `${printEnd(end)} is none of the servers, so this Sentinel watches none of them`,
      }
    : {
        ...monitor.place,
        message: `${printEnd(end)} is not whom the servers follow, so this Sentinel may watch none of them`,
        severity: 'warning',
      };
}
