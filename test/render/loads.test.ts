import { milliseconds } from '../../src/base/units.ts';
import { environmentNames } from '../../src/definition/load.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { findDirective, REDIS_VERSIONS, type RedisVersion } from '../../src/redis/catalogue/index.ts';
import { type Argument, type Document, isSecret } from '../../src/redis/document.ts';
import { effectiveValue } from '../../src/redis/effective.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { hostDocuments } from '../../src/render/documents.ts';
import { dataHosts, type Environment, type Host, sentinelHosts } from '../../src/topology/environment.ts';
import { healthy, redis } from '../_boot.ts';
import { shipped } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { answered } from '../redis/_catalogue.ts';

const real = needs(...NEEDED);

for (const name of environmentNames())
  real(`every host of ${name} runs with exactly what its definition says`, async (t) => {
    t.timeout(400_000);
    const environment = await shipped(name);
    const { cloud } = await bootEnvironment(environment, { tether: true, tell: (text) => t.log(text) });
    t.teardown(() => cloud.down());
    for (const host of dataHosts(environment))
      t.deepEqual(await differences(cloud, environment, host), [], host.name);
    for (const host of sentinelHosts(environment))
      t.like(await settingsOf(cloud, environment, host), expectedOf(environment, host), host.name);
    t.is(
      (await healthy(cloud, environment, milliseconds(60_000))).primary,
      environment.hosts.find(isFirst)?.name,
    );
  });

function isFirst({ roles }: Host): boolean {
  return roles.includes('primary');
}

/** Set by the machine: Redis lowers it to what the file limit allows. */
const MACHINE = new Set(['maxclients']);

/** What a running Redis says otherwise than the definition: of the lines in its file, and of every default. */
async function differences(
  cloud: LocalCloud,
  environment: Environment,
  host: Host,
): Promise<readonly string[]> {
  const version = await versionOf(cloud, host.name);
  const document = revealed(hostDocuments(environment, host).redis ?? [], await passwordOf(cloud, host.name));
  const settings: Readonly<Record<string, string>> = JSON.parse(
    await redis(cloud, host.name, '--json', 'CONFIG', 'GET', '*'),
  );
  return Object.entries(settings).flatMap(([name, said]) => {
    if (MACHINE.has(name) || findDirective('redis', version, name)?.name !== name) return [];
    const expected = answered(name, effectiveValue(document, version, name) ?? []);
    return said === expected ? [] : [`${name}: ${said} instead of ${expected}`];
  });
}

function revealed(document: Document, password: string): Document {
  const reveal = (argument: Argument) => (isSecret(argument) ? password : argument);
  return document.map(({ name, args, origin }) => ({ name, args: args.map(reveal), origin }));
}

async function versionOf(cloud: LocalCloud, host: string): Promise<RedisVersion> {
  const [, said] = /redis_version:(\d+\.\d+)/.exec(await redis(cloud, host, 'INFO', 'server')) ?? [];
  const version = REDIS_VERSIONS.find((known) => known === said);
  if (version === undefined) throw new Error(`the catalogue does not know Redis ${said}`);
  return version;
}

async function passwordOf(cloud: LocalCloud, host: string): Promise<string> {
  return (await redis(cloud, host, 'CONFIG', 'GET', 'masterauth')).split('\n')[1] ?? '';
}

/** The settings of a running Sentinel: its id, and the fields of `SENTINEL MASTER`. */
async function settingsOf(cloud: LocalCloud, { sentinel }: Environment, { name }: Host) {
  const ask = async (...question: readonly string[]) => {
    const argv = ['redis-cli', '-p', String(sentinel.port), '--raw', 'SENTINEL', ...question];
    return (await cloud.exec(name, argv)).stdout.trim().split('\n');
  };
  const lines = await ask('MASTER', sentinel.group);
  const fields = lines.flatMap((field, at) => (at % 2 === 0 ? [[field, lines[at + 1]] as const] : []));
  return { ...Object.fromEntries(fields), myid: (await ask('MYID'))[0] };
}

function expectedOf(environment: Environment, host: Host) {
  const { sentinel, redis: server } = environment;
  return {
    myid: host.sentinel?.myid,
    ip: environment.hosts.find(isFirst)?.address,
    port: String(server.port),
    quorum: String(sentinel.quorum),
    'down-after-milliseconds': String(sentinel.downAfter),
    'failover-timeout': String(sentinel.failoverTimeout),
    'parallel-syncs': String(sentinel.parallelSyncs),
  };
}
