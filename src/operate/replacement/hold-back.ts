/** Holding back hosts of a newer engine for as long as an older one could not follow them. */
import { UserError } from '../../base/errors.ts';
import type { Client } from '../../group/client.ts';
import type { Group } from '../../group/group.ts';
import { viewRedis } from '../../group/redis-view.ts';
import { listOf, textOf } from '../../group/reply.ts';
import { readsDataOf } from '../../redis/catalogue/index.ts';
import { dataHosts, type Environment, type HostWithData } from '../../topology/environment.ts';
import type { Replacement, ReplacementInput } from './replacement.ts';

/**
 * The hosts that may not be promoted while some are still to be made anew: those that are of the new engine, as long as a
 * replica of the old one that may be promoted goes on. That one could not follow them: it is emptied before it finds out
 * that it cannot read their data (Redis 7.0 and Valkey 8.1, measured), and which of several is promoted is decided by run
 * ids. The last of the old replicas holds nobody back: while it is down somebody must be able to take over.
 *
 * @param ahead those that are made anew behind the one in hand
 */
export function heldBack(
  { environment, status: { primary } }: Pick<ReplacementInput, 'environment' | 'status'>,
  ahead: readonly Replacement[],
): readonly HostWithData[] {
  const { version } = environment.redis;
  const old = new Set(
    ahead
      .filter(({ before }) => before !== undefined && !readsDataOf(before, version))
      .map(({ host }) => host.name),
  );
  const replicas = dataHosts(environment).filter(({ name, data }) => name !== primary && data.priority > 0);
  if (!replicas.some(({ name }) => old.has(name))) return [];
  return replicas.filter(({ name }) => !old.has(name));
}

/** The same environment, with these hosts never promoted. */
export function withHeldBack(environment: Environment, held: readonly HostWithData[]): Environment {
  const names = new Set(held.map(({ name }) => name));
  return {
    ...environment,
    hosts: environment.hosts.map((host) =>
      host.data === undefined || !names.has(host.name)
        ? host
        : { ...host, data: { ...host.data, priority: 0 } },
    ),
  };
}

/**
 * Gives hosts the priority that they are to have, in their files too: one that starts again keeps it.
 *
 * @param shape says which priority that is
 * @throws UserError if one that is in sync does not have it afterwards
 */
export async function setPriorities(
  group: Group,
  shape: Environment,
  names: readonly string[],
): Promise<void> {
  const hosts = dataHosts(shape).filter(({ name }) => names.includes(name));
  await Promise.all(hosts.map((host) => setPriority(group, host)));
}

/** A host without data may not lead before it is in sync, and lifts that by itself then (templates/vedette.rc.hbs). */
async function setPriority(group: Group, host: HostWithData): Promise<void> {
  const { name, data } = host;
  const redis = group.redis(name);
  const wanted = String(data.priority);
  if ((await priorityOf(redis)) === wanted) return;
  if (data.priority > 0 && !(await viewRedis(group, host)).inSync) return;
  await redis.askAll([
    ['CONFIG', 'SET', PRIORITY, wanted],
    ['CONFIG', 'REWRITE'],
  ]);
  const now = await priorityOf(redis);
  if (now !== wanted)
    throw new UserError(
      `Redis on ${name} keeps ${PRIORITY} ${now}, and ${wanted} was to be set; look at its log`,
    );
}

const PRIORITY = 'replica-priority';

async function priorityOf(redis: Client): Promise<string> {
  const [, value = null] = listOf(await redis.ask(['CONFIG', 'GET', PRIORITY]));
  return textOf(value);
}
