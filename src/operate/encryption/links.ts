/**
 * Moves the connections between the hosts of a group that runs to TLS, while plain ports stay open for clients.
 *
 * Sentinels come first, one after the other: one whose connections are encrypted reaches every server, and only such Sentinels,
 * so that a majority of either kind goes on being able to fail over. Then replicas follow by the port for TLS. A Sentinel has
 * a replica follow whom it watches at the port that it knows, as soon as it has not done so for the failover timeout (redis
 * sentinel.c, sentinelRefreshInstanceInfo, +fix-slave-config): that is longer meanwhile, since a replica that does not speak
 * TLS would lose its link by it.
 */
import { UserError } from '../../base/errors.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { whileAskingOften } from '../../group/info-period.ts';
import { viewRedis } from '../../group/redis-view.ts';
import { listOf, textOf } from '../../group/reply.ts';
import { viewSentinel } from '../../group/sentinel-view.ts';
import { primaryOf } from '../../group/verdict.ts';
import {
  dataHosts,
  type Environment,
  type Host,
  type HostWithData,
  type HostWithSentinel,
  hasData,
  hasSentinel,
  sentinelHosts,
} from '../../topology/environment.ts';
import { forget } from '../members/forget.ts';
import { bringGroupFiles } from '../members/group-file.ts';
import { type Memory, memoryOf } from '../members/remembered.ts';
import { dataInOrder, sentinelsInOrder } from '../rollout/order.ts';
import { sentinelStatus } from '../status/ask-sentinel.ts';
import type { Operation } from '../step.ts';
import { withoutPlainClients } from './plain-clients.ts';
import { isEdited, restartSentinel } from './sentinel-file.ts';

/** So long Sentinels leave replicas alone that follow by another port; a move that was cut off is gone on with before. */
const LEFT_ALONE = milliseconds(1_800_000);

const BACK = milliseconds(30_000);

type Moving = Pick<Operation, 'group' | 'tell' | 'signal'>;

/** Moves all of them. What is moved already is left as it is. @throws UserError that says where it stopped, and why */
export async function encryptLinks(moving: Moving): Promise<void> {
  const { group, tell, signal } = moving;
  const { environment } = group;
  await refusePlainClients(moving);
  const primary = await primaryNow(group);
  await setFailoverTimeout(group, longEnough(environment));
  for (const host of sentinelsInOrder(environment, primary).filter(hasSentinel))
    await moveSentinel(host, moving);
  await whileAskingOften(group, async () => {
    for (const host of dataInOrder(environment, primary).filter(hasData))
      await moveServer(host, primary, moving);
    await untilAllKnown(moving);
  });
  const isGone = (memory: Memory): boolean => isPlain(environment, memory);
  await forget({ group, environment, isGone, tell, signal });
  await setFailoverTimeout(group, environment.sentinel.failoverTimeout);
}

/** Sentinels name the ports for TLS to everybody as soon as they use them. */
async function refusePlainClients({ group, signal }: Moving): Promise<void> {
  for (const { name } of sentinelHosts(group.environment))
    await withoutPlainClients(group, name, 'sentinel', signal);
  for (const { name } of dataHosts(group.environment))
    await withoutPlainClients(group, name, 'redis', signal);
}

async function primaryNow(group: Group): Promise<string> {
  const { environment } = group;
  const sentinels = await Promise.all(sentinelHosts(environment).map((host) => viewSentinel(group, host)));
  const primary = primaryOf(environment, { sentinels });
  if (primary === undefined) throw new UserError('the Sentinels do not name one primary');
  return primary;
}

function longEnough({ sentinel }: Environment): Milliseconds {
  return milliseconds(Math.max(sentinel.failoverTimeout, LEFT_ALONE));
}

async function setFailoverTimeout(group: Group, time: Milliseconds): Promise<void> {
  const { environment } = group;
  for (const { name } of sentinelHosts(environment))
    await demand(
      group.sentinel(name),
      'SENTINEL',
      'SET',
      environment.sentinel.group,
      'failover-timeout',
      String(time),
    );
}

async function moveSentinel(host: HostWithSentinel, { group, tell, signal }: Moving): Promise<void> {
  const { environment } = group;
  const { tls } = environment;
  if (!(await isEdited(group, host.name, 'links'))) await restartSentinel(group, host.name, 'links');
  await until(
    `Sentinel ${host.name} watches the primary and its replicas over TLS`,
    async () => {
      const { facts } = await sentinelStatus(group, host);
      if (facts === undefined || facts.primary.port !== tls.port) return false;
      const up = facts.replicas.filter(({ place, flags }) => place.port === tls.port && isUp(flags));
      return isUp(facts.flags) && up.length >= dataHosts(environment).length - 1;
    },
    BACK,
    signal,
  );
  if (!hasData(host)) await bringGroupFile(group, host, tell);
  tell(`Sentinel ${host.name} uses TLS`);
}

function isUp(flags: readonly string[]): boolean {
  return flags.length === 1;
}

/** A Sentinel tells the others where it is every two seconds. What is at plain ports is forgotten then. */
async function untilAllKnown({ group, signal }: Moving): Promise<void> {
  const { environment } = group;
  const knows = async (host: HostWithSentinel): Promise<boolean> => {
    const { facts } = await sentinelStatus(group, host);
    const memories = facts === undefined ? [] : memoryOf(facts);
    const known = memories.filter((memory) => !isPlain(environment, memory));
    const count = dataHosts(environment).length + sentinelHosts(environment).length - 2;
    return known.length === count && known.every(({ isUp }) => isUp);
  };
  await until(
    'every Sentinel knows all others and every replica over TLS',
    async () => (await Promise.all(sentinelHosts(environment).map(knows))).every((is) => is),
    BACK,
    signal,
  );
}

/** True for a replica at a port that is not for TLS: nobody is there for a Sentinel that speaks it. */
function isPlain({ redis }: Environment, { program, place }: Memory): boolean {
  return program === 'redis' && place.port === redis.port;
}

async function moveServer(host: HostWithData, primary: string, moving: Moving): Promise<void> {
  const { group, tell, signal } = moving;
  const redis = group.redis(host.name);
  await demand(redis, 'CONFIG', 'SET', 'tls-replication', 'yes');
  if (host.name !== primary) await followEncrypted(host, primary, moving);
  await demand(redis, 'CONFIG', 'REWRITE');
  await bringGroupFile(group, host, tell);
  await until(
    `${host.name} is in sync over TLS`,
    async () => (await viewRedis(group, host)).inSync,
    BACK,
    signal,
  );
  tell(`Redis on ${host.name} uses TLS`);
}

/** What it has been sent is kept, so that it goes on where it was. @throws UserError if it leads now */
async function followEncrypted(host: Host, primary: string, { group }: Moving): Promise<void> {
  const { environment } = group;
  const port = String(environment.tls.port);
  const redis = group.redis(host.name);
  const [role = null, , named = null] = listOf(await demand(redis, 'ROLE'));
  if (textOf(role) !== 'slave')
    throw new UserError(
      `${host.name} is the primary now, and it was none; go on with vedette rollout ${environment.name}`,
    );
  if (textOf(named) === port) return;
  const leader = dataHosts(environment).find(({ name }) => name === primary);
  if (leader !== undefined) await demand(redis, 'REPLICAOF', leader.address, port);
}

function bringGroupFile(group: Group, host: Host, tell: Operation['tell']): Promise<void> {
  return bringGroupFiles(group, group.environment, [host], tell);
}
