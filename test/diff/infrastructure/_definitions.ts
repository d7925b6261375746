/** Definitions of one environment: every field is one of a few values, and some fields differ from the first definition. */
import { fc } from '@fast-check/ava';
import { checkDefinition } from '../../../src/definition/check.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';

/** The definitions that each first one is compared with. */
export const OTHERS = 4;

/** One in this many fields is drawn anew for another definition. */
const DRAWN = 8;

/** The value of a field in a definition: in the first one, or in one of the others. */
type Field<Value> = (definition: number) => Value;

/** A field that is one of some values; undefined stands for one that is left out. */
function one<const Value>(...values: readonly Value[]): fc.Arbitrary<Field<Value>> {
  const value = fc.constantFrom(...values);
  const change = fc.oneof(
    { weight: DRAWN - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value.map((other) => ({ other })) },
  );
  const changes = fc.array(change, { minLength: OTHERS, maxLength: OTHERS });
  return fc.tuple(value, changes).map(([first, others]) => (at) => {
    const changed = others[at - 1];
    return changed === undefined ? first : changed.other;
  });
}

/** The host that never has data. */
const WATCH = 'node4';

/** Hosts have addresses next to each other from this one on, which the others want too. */
const FIRST = 10;

/** Addresses that nobody wants begin here. */
const SPARE = 200;

const HOST = fc.record({
  isThere: one(true, true, true, false),
  isSentinel: one(true, false),
  hasData: one(true, true, true, false),
  zone: one(undefined, 0, 1),
  seat: one(undefined, undefined, undefined, FIRST, FIRST + 1, FIRST + 2),
  size: one('m7g.medium', 'm7g.large', 'm7i.large', 't4g.medium'),
  volume: one(undefined, '40gb', '80gb'),
  priority: one(undefined, 0, 10),
});

/** What Redis or Valkey is installed. */
interface Software {
  readonly engine?: 'valkey';
  readonly package?: string;
  readonly version?: string;
}

const WRITER = { keys: ['jobs:*'], channels: ['jobs'], commands: ['+@write'] };
const READER = { keys: ['%R~*'], channels: [], commands: ['+@read', '-keys'] };

const FIELDS = fc.record({
  software: one<Software>(
    { package: 'redis72' },
    { package: 'redis80' },
    { engine: 'valkey', version: '8.1' },
    { engine: 'valkey', version: '9.1' },
  ),
  redisPort: one(6379, 6379, 6379, 6381),
  maxmemory: one('40%', '50%'),
  persistence: one('none', 'rdb', 'aof'),
  minReplicasToWrite: one(undefined, 0, 1),
  minReplicasMaxLag: one('10s', '20s'),
  redisDirectives: one({}, { hz: 20 }),
  group: one('mymaster', 'cache'),
  sentinelPort: one(26379, 26379, 26379, 5000),
  quorum: one(1, 2),
  downAfter: one('5s', '10s'),
  failoverTimeout: one('60s', '90s'),
  parallelSyncs: one(1, 2),
  sentinelDirectives: one({}, { 'deny-scripts-reconfig': true }),
  tlsMode: one(undefined, 'off', 'optional', 'required'),
  tlsPort: one(undefined, undefined, 6390),
  tlsSentinelPort: one(undefined, undefined, 26390),
  authority: one(
    undefined,
    'environment',
    'files',
    'arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/01234567-89ab-cdef-0123-456789abcdef',
  ),
  lifetimeDays: one(undefined, 60),
  renewBeforeDays: one(undefined, 20),
  usersMode: one(undefined, 'off', 'optional', 'required'),
  applicationKeys: one(undefined, ['orders:*']),
  applicationChannels: one(undefined, ['news.*']),
  applicationCommands: one(undefined, ['+@read', '-keys']),
  moreUsers: one<object>({ worker: WRITER }, { worker: READER }, { worker: WRITER, other: READER }),
  net: one(0, 0, 0, 1),
  zones: one(['a', 'b'], ['a', 'b', 'c'], ['a'], ['b', 'a']),
  zonesHaveBlocks: one(false, false, false, true),
  egress: one(undefined, 'public', 'nat'),
  flowLogDays: one(undefined, 0, 30, 90),
  account: one(undefined, '123456789012', '210987654321'),
  region: one('eu-central-1', 'eu-central-1', 'eu-central-1', 'eu-west-1'),
  image: one('15.1', '14.3', 'ami-0123456789abcdef0'),
  updates: one(undefined, 'off', 'first-boot'),
  passwordVersion: one(1, 2),
  alarmTopic: one(undefined, 'own', 'alarms'),
  tags: one({}, { owner: 'me' }, { owner: 'you', team: 'data' }),
  cpuCredits: one(undefined, 'standard', 'unlimited'),
  keyPair: one(undefined, undefined, 'operators', 'others'),
  keep: one(undefined, 0, 7),
  every: one('24h', '6h'),
  backupsAt: one('03:00', '23:30'),
  copiesTo: one(undefined, undefined, 'us-east-1'),
  restore: one(undefined, undefined, 'snap-0123456789abcdef0', 'snap-0123456789abcdef1'),
  state: one(undefined, { bucket: 'one' }, { bucket: 'one', region: 'eu-west-3' }, { bucket: 'other' }),
  isProtected: one(true, false),
  retires: one(true, false),
  isReversed: one(false, true),
  primary: one('node1', 'node1', 'node2'),
  hosts: fc.record({ node1: HOST, node2: HOST, node3: HOST, [WATCH]: HOST }),
});

type ValueOf<Any> = Any extends fc.Arbitrary<infer Value> ? Value : never;
type Fields = ValueOf<typeof FIELDS>;
type HostFields = ValueOf<typeof HOST>;

/** Two definitions, decided. */
export const anyPair: fc.Arbitrary<readonly [Environment, Environment]> = FIELDS.map((fields) => [
  decided(fields, 0),
  decided(fields, 1),
]);

/** An environment, decided, and what it may become. */
export const anyChanges: fc.Arbitrary<{
  readonly before: Environment;
  readonly afters: readonly Environment[];
}> = FIELDS.map((fields) => ({
  before: decided(fields, 0),
  afters: Array.from({ length: OTHERS }, (_, at) => decided(fields, at + 1)),
}));

function decided(fields: Fields, at: number): Environment {
  const definition = definitionOf(fields, at);
  // What is undefined is left out.
  const written: unknown = JSON.parse(JSON.stringify(definition));
  return resolveEnvironment(checkDefinition(written, 'pair.ts'), 'pair.ts');
}

/** A definition in which no value contradicts another. */
function definitionOf(fields: Fields, at: number): unknown {
  const hosts = hostsOf(fields, at);
  const isProtected = fields.isProtected(at);
  const software = fields.software(at);
  const gone = ['node1', 'node2', 'node3'].filter((name) => !Object.hasOwn(hosts, name));
  const [region, topic] = [fields.region(at), fields.alarmTopic(at)];
  return {
    name: 'pair',
    engine: software.engine,
    redis: {
      package: software.package,
      version: software.version,
      port: fields.redisPort(at),
      maxmemory: fields.maxmemory(at),
      persistence: fields.persistence(at),
      minReplicasToWrite: fields.minReplicasToWrite(at),
      minReplicasMaxLag: fields.minReplicasMaxLag(at),
      directives: fields.redisDirectives(at),
    },
    sentinel: {
      group: fields.group(at),
      port: fields.sentinelPort(at),
      quorum: fields.quorum(at),
      downAfter: fields.downAfter(at),
      failoverTimeout: fields.failoverTimeout(at),
      parallelSyncs: fields.parallelSyncs(at),
      directives: fields.sentinelDirectives(at),
    },
    tls: {
      mode: fields.tlsMode(at),
      port: fields.tlsPort(at),
      sentinelPort: fields.tlsSentinelPort(at),
      authority: fields.authority(at),
      lifetimeDays: fields.lifetimeDays(at),
      renewBeforeDays: fields.renewBeforeDays(at),
    },
    users: {
      mode: fields.usersMode(at),
      application: {
        keys: fields.applicationKeys(at),
        channels: fields.applicationChannels(at),
        commands: fields.applicationCommands(at),
      },
      more: fields.moreUsers(at),
    },
    network: {
      cidr: `10.${fields.net(at)}.0.0/16`,
      zones: zonesOf(fields, at),
      egress: fields.egress(at),
      flowLogDays: fields.flowLogDays(at),
    },
    hosts: fields.isReversed(at) ? Object.fromEntries(Object.entries(hosts).reverse()) : hosts,
    aws: {
      account: fields.account(at),
      region,
      image: fields.image(at),
      updates: fields.updates(at),
      passwordVersion: fields.passwordVersion(at),
      alarmTopic: topic === 'alarms' ? `arn:aws:sns:${region}:123456789012:alarms` : topic,
      tags: fields.tags(at),
      cpuCredits: fields.cpuCredits(at),
      keyPair: fields.keyPair(at),
      backups: {
        keep: fields.keep(at),
        every: fields.every(at),
        at: fields.backupsAt(at),
        copyTo: fields.copiesTo(at),
      },
      restore: fields.restore(at),
      state: fields.state(at),
    },
    protected: isProtected,
    retired: isProtected && fields.retires(at) ? gone : [],
  };
}

/** The third number of the first address of a zone's block. */
const BLOCKS: Readonly<Record<string, number>> = { a: 0, b: 64, c: 128 };

function zonesOf({ zones, zonesHaveBlocks, net }: Fields, at: number): unknown {
  const blocks = zones(at).map((zone) => [zone, `10.${net(at)}.${BLOCKS[zone]}.0/20`]);
  return zonesHaveBlocks(at) ? Object.fromEntries(blocks) : zones(at);
}

/** The hosts in their order. There is a primary and a Sentinel always, and no address belongs to two. */
function hostsOf(fields: Fields, at: number): Readonly<Record<string, unknown>> {
  const taken = new Set<string>();
  const primary = fields.primary(at);
  const there = Object.entries(fields.hosts).filter(
    ([name, { isThere }]) => isThere(at) || name === primary || name === WATCH,
  );
  return Object.fromEntries(
    there.map(([name, host], index) => {
      const place = placeOf(fields, at, { name, host, spare: SPARE + index }, taken);
      return [name, { ...place, ...workOf(name, host, at, name === primary) }];
    }),
  );
}

function workOf(name: string, host: HostFields, at: number, isPrimary: boolean): object {
  const hasData = isPrimary || (host.hasData(at) && name !== WATCH);
  const data = hasData ? [isPrimary ? 'primary' : 'replica'] : [];
  const sentinel = host.isSentinel(at) || !hasData ? ['sentinel'] : [];
  return {
    roles: [...data, ...sentinel],
    size: host.size(at),
    ...(hasData ? { volume: host.volume(at), priority: host.priority(at) } : {}),
  };
}

/** The address that a host wants, its own, or a spare one where both are taken. Its own is not written. */
function placeOf(
  { zones, net }: Fields,
  at: number,
  { name, host, spare }: { readonly name: string; readonly host: HostFields; readonly spare: number },
  taken: Set<string>,
): object {
  const [letters, wish] = [zones(at), host.zone(at)];
  const zone = letters[(wish ?? 0) % letters.length] ?? 'a';
  const own = FIRST + Number(name.slice('node'.length)) - 1;
  const seat = [host.seat(at) ?? own, own, spare].find((each) => !taken.has(`${zone} ${each}`));
  taken.add(`${zone} ${seat}`);
  return {
    ...(wish === undefined ? {} : { zone }),
    ...(seat === own ? {} : { address: `10.${net(at)}.${BLOCKS[zone]}.${seat}` }),
  };
}
