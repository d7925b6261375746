/** What the programs of a healthy group tell, and the same with some of it otherwise. */
import { bytes } from '../../../src/base/units.ts';
import { redisView } from '../../../src/group/redis-view.ts';
import { sentinelView } from '../../../src/group/sentinel-view.ts';
import { unknownRedis } from '../../../src/operate/status/ask-redis.ts';
import { unknownSentinel } from '../../../src/operate/status/ask-sentinel.ts';
import type { Logins } from '../../../src/operate/status/logins.ts';
import type { Following, RedisFacts, RedisStatus } from '../../../src/operate/status/redis-status.ts';
import type { SentinelFacts, SentinelStatus } from '../../../src/operate/status/sentinel-status.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import type { DocumentKind } from '../../../src/redis/document.ts';
import { defaultUserRules } from '../../../src/render/users.ts';
import type { Environment, HostWithData, HostWithSentinel } from '../../../src/topology/environment.ts';
import { dataHosts, sentinelHosts } from '../../../src/topology/environment.ts';
import { DEFAULT_USER, hasUsers, requiresUsers, usersOf } from '../../../src/topology/users.ts';

/** Every host answers, and the first data host is the primary that all name. */
export function wellObserved(environment: Environment): Observed {
  return {
    data: dataHosts(environment).map((host, at) => redisOf(environment, host, at === 0)),
    sentinels: sentinelHosts(environment).map((host) => sentinelOf(environment, host)),
  };
}

/** One data host tells something else. */
export function withRedis(observed: Observed, host: string, told: Partial<RedisFacts>): Observed {
  const data = observed.data.map((status) =>
    status.host === host && status.facts !== undefined
      ? seen({ ...status, facts: { ...status.facts, ...told } })
      : status,
  );
  return { ...observed, data };
}

/** One replica says something else of its link. */
export function withLink(observed: Observed, host: string, link: Partial<Following>): Observed {
  const following = observed.data.find((status) => status.host === host)?.facts?.following;
  return following === undefined
    ? observed
    : withRedis(observed, host, { following: { ...following, ...link } });
}

/** One Sentinel tells something else. */
export function withSentinel(observed: Observed, host: string, told: Partial<SentinelFacts>): Observed {
  const sentinels = observed.sentinels.map((status) =>
    status.host === host && status.facts !== undefined
      ? looked({ ...status, facts: { ...status.facts, ...told } })
      : status,
  );
  return { ...observed, sentinels };
}

/** The Redis of a host does not answer. */
export function withoutRedis(observed: Observed, host: string): Observed {
  const data = observed.data.map((status) =>
    status.host === host ? unknownRedis(host, status.address, `Redis on ${host} does not answer`) : status,
  );
  return { ...observed, data };
}

/** The Sentinel of a host does not answer. */
export function withoutSentinel(observed: Observed, host: string): Observed {
  const sentinels = observed.sentinels.map((status) =>
    status.host === host ? unknownSentinel(host, status.address, `Sentinel ${host} does not answer`) : status,
  );
  return { ...observed, sentinels };
}

function redisOf(environment: Environment, { name, address }: HostWithData, isPrimary: boolean): RedisStatus {
  const { port } = environment.redis;
  const [first, ...others] = dataHosts(environment).map((host) => ({ address: host.address, port }));
  const facts: RedisFacts = {
    role: isPrimary ? 'primary' : 'replica',
    runId: `run-of-${name}`,
    engine: { name: 'Redis', version: `${environment.redis.version}.1`, line: environment.redis.version },
    uptime: 100,
    loading: false,
    priority: isPrimary ? undefined : 100,
    offset: 5_000,
    replicationId: 'one-stream',
    keys: 10,
    following:
      isPrimary || first === undefined
        ? undefined
        : { primary: first, link: 'up', downFor: undefined, wasUp: true, heard: 0 },
    followers: isPrimary ? others.map((place) => ({ place, state: 'online', offset: 5_000, lag: 0 })) : [],
    goodReplicas: isPrimary ? others.length : 0,
    paused: undefined,
    memory: {
      used: bytes(1_000),
      resident: bytes(2_000),
      maxmemory: bytes(1_000_000),
      policy: 'noeviction',
      machine: bytes(4_000_000),
    },
    persistence: {
      savedAgo: 5,
      unsaved: 0,
      saved: true,
      saving: false,
      appendOnly: true,
      rewritten: true,
      rewriting: false,
      appended: true,
    },
    clients: 3,
    logins: loginsOf(environment, 'redis'),
  };
  return seen({ host: name, address, facts, unknown: undefined, view: redisView(name, []) });
}

/** Its view says the same as its facts. */
function seen(status: RedisStatus): RedisStatus {
  const { host, facts } = status;
  if (facts === undefined) return status;
  const { role, following, priority = -1, persistence, followers } = facts;
  const link = following?.link ?? 'up';
  return {
    ...status,
    view: {
      host,
      role,
      inSync: link === 'up',
      wasInSync: following?.wasUp ?? true,
      priority,
      acknowledgements: role === 'primary' ? followers.length : 0,
      unwritten: persistence.saved ? undefined : 'snapshot',
    },
  };
}

/** Every user that is declared, with a password. */
function loginsOf(environment: Environment, kind: DocumentKind): Logins | undefined {
  if (!hasUsers(environment)) return undefined;
  const named = usersOf(environment, kind).map(({ name, rules }) => ({
    name,
    passwords: 1,
    rules: ['on', ...(rules[kind] ?? [])],
  }));
  const open = ['on', ...(kind === 'sentinel' ? ['nopass'] : []), '~*', '&*', '+@all'];
  const rules = requiresUsers(environment) ? defaultUserRules(environment, kind) : open;
  return { users: [{ name: DEFAULT_USER, passwords: 1, rules }, ...named], unnamed: [] };
}

function sentinelOf(environment: Environment, { name, address, sentinel }: HostWithSentinel): SentinelStatus {
  const { port } = environment.redis;
  const [first, ...others] = dataHosts(environment);
  const facts: SentinelFacts = {
    myid: sentinel.myid,
    engine: { name: 'Redis', version: `${environment.redis.version}.1`, line: environment.redis.version },
    uptime: 100,
    primary: { address: first?.address ?? '', port },
    flags: ['master'],
    sentinels: sentinelHosts(environment)
      .filter((peer) => peer.name !== name)
      .map((peer) => ({
        myid: peer.sentinel.myid,
        place: { address: peer.address, port: environment.sentinel.port },
        flags: ['sentinel'],
      })),
    replicas: others.map((replica) => ({
      place: { address: replica.address, port },
      flags: ['slave'],
      priority: 100,
      offset: 4_900,
      runId: `run-of-${replica.name}`,
      linked: true,
    })),
    replicaCount: others.length,
    quorum: environment.sentinel.quorum,
    configEpoch: 3,
    currentEpoch: 3,
    failover: undefined,
    tilt: false,
    ckquorum: { ok: true, said: 'OK 3 usable Sentinels. Quorum and failover authorization can be reached' },
    logins: loginsOf(environment, 'sentinel'),
  };
  return looked({ host: name, address, facts, unknown: undefined, view: sentinelView(name, []) });
}

/** Its view says the same as its facts. */
function looked(status: SentinelStatus): SentinelStatus {
  const { host, facts } = status;
  if (facts === undefined) return status;
  const { primary, sentinels, replicas, flags } = facts;
  return {
    ...status,
    view: {
      host,
      primary: primary.address,
      others: sentinels.length,
      replicas: replicas.filter((each) => each.flags.join() === 'slave').map(({ place }) => place.address),
      heldBack: replicas.filter(({ priority }) => priority === 0).map(({ place }) => place.address),
      calm: flags.join() === 'master',
    },
  };
}
