/** What the programs of a group that runs say of their settings, against its definition. */
import { Group } from '../../src/group/group.ts';
import { fieldsOf, infoOf, type Reply, textOf } from '../../src/group/reply.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { type EngineVersion, findDirective, versionOfRelease } from '../../src/redis/catalogue/index.ts';
import { type Argument, type Document, isSecret } from '../../src/redis/document.ts';
import { effectiveValue } from '../../src/redis/effective.ts';
import { hostDocuments } from '../../src/render/documents.ts';
import {
  dataHosts,
  type Environment,
  firstPrimary,
  type Host,
  sentinelHosts,
} from '../../src/topology/environment.ts';
import { answered } from '../redis/_catalogue.ts';

/** What Redis and Sentinel of every host say otherwise than the definition; the first primary leads still. */
export async function differences(cloud: LocalCloud, environment: Environment): Promise<readonly string[]> {
  using group = new Group(cloud, environment);
  const each = await Promise.all([
    ...dataHosts(environment).map((host) => ofRedis(group, host)),
    ...sentinelHosts(environment).map((host) => ofSentinel(group, host)),
  ]);
  return each.flat();
}

/** Set by the machine: Redis lowers it to what the file limit allows. */
const MACHINE = new Set(['maxclients']);

/** Of the lines in its file, and of every default. */
async function ofRedis(group: Group, host: Host): Promise<readonly string[]> {
  const [config = null, server = null] = await group.redis(host.name).askAll([
    ['CONFIG', 'GET', '*'],
    ['INFO', 'server'],
  ]);
  const settings = fieldsOf(config);
  const version = versionOf(server);
  const document = revealed(
    hostDocuments(group.environment, host).redis ?? [],
    settings.get('masterauth') ?? '',
  );
  return [...settings].flatMap(([name, said]) => {
    if (MACHINE.has(name) || findDirective('redis', version, name)?.name !== name) return [];
    const expected = answered(name, effectiveValue(document, version, name) ?? []);
    return said === expected ? [] : [`${host.name} ${name}: ${said} instead of ${expected}`];
  });
}

function revealed(document: Document, password: string): Document {
  const reveal = (argument: Argument) => (isSecret(argument) ? password : argument);
  return document.map(({ name, args, origin }) => ({ name, args: args.map(reveal), origin }));
}

function versionOf(server: Reply): EngineVersion {
  const info = infoOf(server);
  const valkey = info.get('valkey_version');
  const release = valkey ?? info.get('redis_version') ?? 'nothing';
  const version = versionOfRelease(valkey === undefined ? 'Redis' : 'Valkey', release);
  if (version === undefined) throw new Error(`the catalogue does not know ${release}`);
  return version;
}

/** Its id, and the fields of `SENTINEL MASTER`. */
async function ofSentinel(group: Group, host: Host): Promise<readonly string[]> {
  const { sentinel, redis } = group.environment;
  const [master = null, myid = null] = await group.sentinel(host.name).askAll([
    ['SENTINEL', 'MASTER', sentinel.group],
    ['SENTINEL', 'MYID'],
  ]);
  const said = new Map([...fieldsOf(master), ['myid', textOf(myid)]]);
  const expected = {
    myid: host.sentinel?.myid,
    ip: firstPrimary(group.environment).address,
    port: String(redis.port),
    quorum: String(sentinel.quorum),
    'down-after-milliseconds': String(sentinel.downAfter),
    'failover-timeout': String(sentinel.failoverTimeout),
    'parallel-syncs': String(sentinel.parallelSyncs),
  };
  return Object.entries(expected).flatMap(([name, value]) =>
    said.get(name) === value ? [] : [`Sentinel ${host.name} ${name}: ${said.get(name)} instead of ${value}`],
  );
}
