/** Every field of the definition with the value that it has in an environment. */

import { formatDuration, formatSize, parseSize } from '../base/units.ts';
import type {
  AwsDefinition,
  BackupsDefinition,
  Directives,
  EnvironmentDefinition,
  HostDefinition,
  NetworkDefinition,
  RedisDefinition,
  SentinelDefinition,
  StateDefinition,
  TlsDefinition,
  UsersDefinition,
} from '../definition/environment.ts';
import { ANY_NAME, type Field, isDerived, type PlacedField } from '../definition/field.ts';
import { definitionFields, REDIS } from '../definition/fields.ts';
import type { DirectiveValue } from '../redis/canonical.ts';
import { lineOf } from '../redis/catalogue/index.ts';
import type { Aws, Environment, Host } from './environment.ts';
import { isGiven } from './origin.ts';

/** A field of one environment. */
export interface FieldValue {
  /** The steps to it, with the names of hosts, directives, tags and rules: `hosts`, `ns`, `address`. */
  readonly path: readonly string[];
  readonly field: Field;
  /** As a person would write it; undefined where nothing is set. */
  readonly value: DirectiveValue | undefined;
  /** `given`, `default`, or `derived: ` and what it follows from. */
  readonly origin: string;
}

type PlacedValue = Pick<FieldValue, 'path' | 'value'>;

/** Lists every field in the order of the table; a field that a host without data cannot have is left out. */
export function fieldValues(environment: Environment): readonly FieldValue[] {
  const written = writtenOut(environment);
  return definitionFields().flatMap((placed) =>
    valuesOf(written, placed).map(({ path, value }) => ({
      path,
      field: placed.field,
      value,
      origin: originOf(environment, path, placed.field),
    })),
  );
}

/** Values under the names of their fields. */
type Tree = DirectiveValue | undefined | Branch;

interface Branch {
  readonly [name: string]: Tree;
}

/** The same keys as a part of the definition, all of them there. */
type Written<T> = { readonly [Name in keyof T]-?: DirectiveValue | Directives | undefined };

/** The definition as it would be if everything were written in it. */
function writtenOut(environment: Environment): Branch {
  const { name, network, hosts, waivers } = environment;
  return {
    name,
    engine: environment.redis.engine,
    redis: writtenRedis(environment),
    sentinel: writtenSentinel(environment),
    tls: { ...environment.tls } satisfies Written<TlsDefinition>,
    users: writtenUsers(environment),
    network: {
      cidr: network.cidr,
      zones: network.zones.map((zone) => zone.name),
      egress: network.egress,
      flowLogDays: network.flowLogDays,
    } satisfies Written<NetworkDefinition>,
    hosts: Object.fromEntries(hosts.map((host) => [host.name, writtenHost(host)])),
    aws: writtenAws(environment.aws),
    protected: environment.protected,
    retired: environment.retired,
    waive: Object.fromEntries(waivers.map(({ rule, reason }) => [rule, reason])),
  } satisfies { readonly [Name in keyof EnvironmentDefinition]-?: Tree };
}

function writtenRedis({ redis, definition }: Environment): Written<RedisDefinition> {
  const maxmemory = definition.redis?.maxmemory ?? REDIS.maxmemory.field.default;
  const size = parseSize(maxmemory);
  return {
    package: redis.package,
    version: lineOf(redis.version),
    port: redis.port,
    maxmemory: size === undefined ? maxmemory : formatSize(size),
    persistence: redis.persistence,
    minReplicasToWrite: redis.minReplicasToWrite,
    minReplicasMaxLag: formatDuration(redis.minReplicasMaxLag),
    directives: redis.directives,
  };
}

function writtenSentinel({ sentinel }: Environment): Written<SentinelDefinition> {
  return {
    group: sentinel.group,
    port: sentinel.port,
    quorum: sentinel.quorum,
    downAfter: formatDuration(sentinel.downAfter),
    failoverTimeout: formatDuration(sentinel.failoverTimeout),
    parallelSyncs: sentinel.parallelSyncs,
    directives: sentinel.directives,
  };
}

function writtenUsers({ users: { mode, application, more } }: Environment) {
  return {
    mode,
    application: { keys: undefined, channels: undefined, commands: undefined, ...application },
    more: { ...more },
  } satisfies { readonly [Name in keyof UsersDefinition]-?: Tree };
}

function writtenHost({ roles, address, zone, size, data }: Host): Written<HostDefinition> {
  return {
    roles,
    address,
    zone: zone.name,
    size,
    priority: data?.priority,
    volume: data === undefined ? undefined : formatSize(data.volume.size),
  };
}

/** What is written of `aws`: its parts have fields of their own. */
type WrittenAws = Omit<Written<AwsDefinition>, 'backups' | 'state'> & {
  readonly backups: Written<BackupsDefinition>;
  readonly state: Written<StateDefinition>;
};

function writtenAws(aws: Aws): WrittenAws {
  return {
    account: aws.account,
    region: aws.region,
    image: aws.image,
    updates: aws.updates,
    cpuCredits: aws.cpuCredits,
    keyPair: aws.keyPair,
    passwordVersion: aws.passwordVersion,
    alarmTopic: aws.alarmTopic,
    tags: aws.tags,
    backups: { copyTo: undefined, ...aws.backups },
    restore: aws.restore,
    state: { bucket: aws.state?.bucket, region: aws.state?.region },
  };
}

/** A value and the steps to it. */
type Placed = readonly [path: readonly string[], value: Tree];

/** The values of a field: one, or one for each host, directive, tag or rule. */
function valuesOf(written: Tree, { path, field }: PlacedField): readonly PlacedValue[] {
  return placesOf(written, path)
    .flatMap(([at, value]) => (field.each === undefined ? [[at, value] as const] : entriesOf(at, value)))
    .flatMap(([at, value]) => (isBranch(value) ? [] : [{ path: at, value }]))
    .filter(({ value }) => value !== undefined || !hasDefault(field));
}

function placesOf(tree: Tree, path: readonly string[], done: readonly string[] = []): readonly Placed[] {
  const [step, ...rest] = path;
  if (step === undefined) return [[done, tree]];
  if (!isBranch(tree)) return [];
  const names = step === ANY_NAME ? Object.keys(tree) : [step];
  return names.flatMap((name) => placesOf(tree[name], rest, [...done, name]));
}

/** The entries of a record; where it has none, the record as a whole, with no value. */
function entriesOf(path: readonly string[], record: Tree): readonly Placed[] {
  const entries = isBranch(record) ? Object.entries(record) : [];
  return entries.length === 0
    ? [[path, undefined]]
    : entries.map(([key, value]) => [[...path, key], value] as const);
}

function isBranch(tree: Tree): tree is Branch {
  return typeof tree === 'object' && !Array.isArray(tree);
}

/** Where a field of a host without data has no value, it is no field of that host. */
function hasDefault({ default: value, each }: Field): boolean {
  return value !== undefined && each === undefined;
}

function originOf({ definition, demands }: Environment, path: readonly string[], field: Field): string {
  if (isGiven(definition, path)) return 'given';
  if (demands !== undefined && isGiven({ aws: { tags: demands.tags } }, path))
    return `derived: all.tags of ${demands.file}`;
  return isDerived(field.default) ? `derived: ${field.default.text}` : 'default';
}
