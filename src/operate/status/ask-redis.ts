/** Asks the Redis of a data host what a status needs: it reads alone, so a user with `+info +role` is enough. */
import { onOneLine } from '../../base/errors.ts';
import { bytes } from '../../base/units.ts';
import { redisView } from '../../group/redis-view.ts';
import type { Reply } from '../../group/reply.ts';
import type { HostWithData } from '../../topology/environment.ts';
import { type AskedGroup, askProgram, refusalOf } from './ask.ts';
import { engineOf } from './engine.ts';
import { readServerInfo, type ServerInfo } from './info.ts';
import { loginQuestions, readLogins } from './logins.ts';
import type { Follower, Following, RedisFacts, RedisStatus } from './redis-status.ts';

/**
 * A replica acknowledges once a second (redis replication.c, replicationCron), and the age is told in whole seconds: one
 * that is older than this hangs, or is cut off.
 */
export const ACKNOWLEDGES_WITHIN = 3;

/** What is asked. */
export const REDIS_QUESTIONS = [['INFO'], ['ROLE']] as const;

/** Asks one data host. */
export async function redisStatus(group: AskedGroup, { name, address }: HostWithData): Promise<RedisStatus> {
  const program = `Redis on ${name}`;
  const questions = [...REDIS_QUESTIONS, ...loginQuestions(group.environment, 'redis')];
  const answered = await askProgram(program, group.redis(name), questions);
  if ('silence' in answered) return unknownRedis(name, address, answered.silence);
  const [info = null, role = null, users = null, clients = null] = answered.replies;
  const refused = refusalOf(info) ?? refusalOf(role);
  if (refused !== undefined) return unknownRedis(name, address, `${program} refuses to tell: ${refused}`);
  const told = redisFacts(info);
  if (told === undefined)
    return unknownRedis(name, address, `${program} answers INFO in a form that vedette does not know`);
  const facts = { ...told, logins: readLogins(users, clients) };
  return { host: name, address, facts, unknown: undefined, view: viewOf(name, info, role, facts) };
}

/** A data host that told nothing. */
export function unknownRedis(host: string, address: string, silence: string): RedisStatus {
  return { host, address, facts: undefined, unknown: silence, view: redisView(host, []) };
}

/** What a Redis tells in its answer to INFO; undefined if that is no server of data. */
export function redisFacts(reply: Reply): RedisFacts | undefined {
  const read = readServerInfo(reply);
  if (read === undefined) return undefined;
  const { info, fields } = read;
  return {
    role: info.role === 'master' ? 'primary' : 'replica',
    runId: info.run_id,
    engine: engineOf(fields),
    uptime: info.uptime_in_seconds,
    loading: info.loading,
    priority: info.slave_priority,
    // A replica that follows nobody yet has only its own.
    offset: Math.max(info.role === 'slave' ? (info.slave_repl_offset ?? 0) : info.master_repl_offset, 0),
    replicationId: info.master_replid,
    keys: keysOf(fields),
    following: followingOf(info),
    followers: followersOf(fields),
    goodReplicas: info.min_slaves_good_slaves,
    paused: info.paused_reason === 'client_pause' ? info.paused_actions : undefined,
    memory: memoryOf(info),
    persistence: persistenceOf(info),
    clients: info.connected_clients,
  };
}

/** Health is judged by what a replica acknowledged by itself: WAIT would need a write. */
function viewOf(host: string, info: Reply, role: Reply, { followers }: RedisFacts): RedisStatus['view'] {
  const acknowledging = followers.filter(
    ({ state, lag }) => state === 'online' && lag !== undefined && lag <= ACKNOWLEDGES_WITHIN,
  );
  return redisView(host, [role, info, null, acknowledging.length, info]);
}

function followingOf(info: ServerInfo): Following | undefined {
  const { master_host: address, master_port: port } = info;
  if (info.role === 'master' || address === undefined || port === undefined) return undefined;
  const isUp = info.master_link_status === 'up';
  const downFor = info.master_link_down_since_seconds ?? -1;
  const heard = info.master_last_io_seconds_ago ?? -1;
  return {
    primary: { address, port },
    link: isUp ? 'up' : info.master_sync_in_progress ? 'syncing' : 'down',
    // -1 stands for a link that never was.
    downFor: isUp || downFor < 0 ? undefined : downFor,
    wasUp: isUp || downFor >= 0,
    heard: heard < 0 ? undefined : heard,
  };
}

/** `slave0:ip=10.0.0.51,port=6379,state=online,offset=140,lag=0`. */
function followersOf(fields: ReadonlyMap<string, string>): readonly Follower[] {
  return [...fields]
    .filter(([name]) => /^slave\d+$/.test(name))
    .map(([, line]) => {
      const told = pairsOf(line);
      const offset = Number(told.get('offset') ?? 0);
      return {
        place: { address: onOneLine(told.get('ip') ?? ''), port: Number(told.get('port') ?? 0) },
        state: onOneLine(told.get('state') ?? ''),
        offset,
        // One that is in sync since less than a second has acknowledged nothing, though its lag is told as 0.
        lag: offset > 0 ? Number(told.get('lag') ?? Number.NaN) : undefined,
      };
    });
}

/** `db0:keys=3,expires=0,avg_ttl=0`. */
function keysOf(fields: ReadonlyMap<string, string>): number {
  return [...fields]
    .filter(([name]) => /^db\d+$/.test(name))
    .reduce((sum, [, line]) => sum + Number(pairsOf(line).get('keys') ?? 0), 0);
}

function pairsOf(line: string): ReadonlyMap<string, string> {
  return new Map(
    line.split(',').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at), pair.slice(at + 1)]];
    }),
  );
}

function memoryOf(info: ServerInfo): RedisFacts['memory'] {
  const { total_system_memory: machine = 0 } = info;
  return {
    used: bytes(info.used_memory),
    resident: bytes(info.used_memory_rss),
    maxmemory: bytes(info.maxmemory),
    policy: info.maxmemory_policy,
    machine: machine > 0 ? bytes(machine) : undefined,
  };
}

function persistenceOf(info: ServerInfo): RedisFacts['persistence'] {
  // By its own clock, which is told since Redis 6.2.
  const now = info.server_time_usec === undefined ? Date.now() / 1_000 : info.server_time_usec / 1e6;
  return {
    savedAgo: Math.max(0, Math.round(now - info.rdb_last_save_time)),
    unsaved: info.rdb_changes_since_last_save,
    saved: info.rdb_last_bgsave_status,
    saving: info.rdb_bgsave_in_progress,
    appendOnly: info.aof_enabled,
    rewritten: info.aof_last_bgrewrite_status,
    rewriting: info.aof_rewrite_in_progress,
    appended: info.aof_last_write_status,
  };
}
