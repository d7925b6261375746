/** What a Redis says of itself. */
import { dataHosts, type Host } from '../topology/environment.ts';
import { answersOf } from './client.ts';
import type { Group } from './group.ts';
import { infoOf, listOf, type Reply, textOf } from './reply.ts';

/** What one Redis says of itself. */
export interface RedisView {
  readonly host: string;
  /** Undefined if it does not answer. */
  readonly role: 'primary' | 'replica' | undefined;
  /** True for a primary, and for a replica that follows one and is in sync. */
  readonly inSync: boolean;
  /** False for a replica that has not been in sync since it started: it has what was on its disk, or nothing. */
  readonly wasInSync: boolean;
  /** Its `replica-priority`; 0 is never promoted, and the boot script gives it to a host without data until it is in sync. */
  readonly priority: number;
  /**
   * For a primary, how many replicas acknowledged a write of this moment. Up to a second after it is in sync a replica is
   * still sent nothing, and writes of that time are lost with the primary (redis replication.c,
   * repl_start_cmd_stream_on_ack; measured).
   */
  readonly acknowledgements: number;
  /** What it tried last to write to its volume, and could not; undefined if it could, or does not answer. */
  readonly unwritten: Unwritten | undefined;
}

/** What a Redis keeps on its volume. */
export type Unwritten = 'snapshot' | 'append-only file';

const ROLES: Readonly<Record<string, RedisView['role']>> = { master: 'primary', slave: 'replica' };

/**
 * How long replicas are waited for that do not acknowledge, in milliseconds. They are asked when the waiting begins (redis
 * replication.c, replicationRequestAckFromSlaves): one that comes later is not, and acknowledges up to a second later.
 */
const ACKNOWLEDGED_IN = 200;

/**
 * Asks the Redis of a data host. WAIT counts who acknowledged the last write, so there is one before: a message that nobody
 * listens to.
 */
export async function viewRedis(group: Group, { name }: Host): Promise<RedisView> {
  const replicas = dataHosts(group.environment).length - 1;
  const commands = [
    ['ROLE'],
    ['INFO', 'replication'],
    ['PUBLISH', 'vedette', 'health'],
    ['WAIT', String(replicas), String(ACKNOWLEDGED_IN)],
    ['INFO', 'persistence'],
  ] as const;
  return redisView(name, await answersOf(group.redis(name), commands));
}

/** The view of a Redis from its answers to `ROLE`, `INFO`, `PUBLISH`, `WAIT` and `INFO`; there are none if it is silent. */
export function redisView(
  host: string,
  [role = null, info = null, , acknowledged = null, persistence = null]: readonly Reply[],
): RedisView {
  const [title = null, , , link = null] = listOf(role);
  const isPrimary = textOf(title) === 'master';
  const inSync = isPrimary || link === 'connected';
  const fields = infoOf(info);
  // INFO has no such line before a replica's first link is lost; -1 stands for a link that never was.
  const number = (field: string): number => Number(fields.get(field) ?? -1);
  return {
    host,
    role: ROLES[textOf(title)],
    inSync,
    wasInSync: inSync || number('master_link_down_since_seconds') >= 0,
    priority: number('slave_priority'),
    acknowledgements: isPrimary && typeof acknowledged === 'number' ? acknowledged : 0,
    unwritten: unwrittenOf(infoOf(persistence)),
  };
}

function unwrittenOf(persistence: ReadonlyMap<string, string>): Unwritten | undefined {
  if (persistence.get('aof_last_write_status') === 'err') return 'append-only file';
  return persistence.get('rdb_last_bgsave_status') === 'err' ? 'snapshot' : undefined;
}
