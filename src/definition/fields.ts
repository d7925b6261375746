/** The fields of a definition, each once: its shape, its default, and what changing it does by which means. */
import * as z from 'zod/mini';
import type { SizeText } from '../base/units.ts';
import { ENGINE_NAMES, lineOf } from '../redis/catalogue/version.ts';
import { chosenEngine, chosenPackage } from './engine.ts';
import type {
  AwsDefinition,
  BackupsDefinition,
  EnvironmentDefinition,
  HostDefinition,
  NetworkDefinition,
  RedisDefinition,
  SentinelDefinition,
  StateDefinition,
  TlsDefinition,
  UserRights,
  UsersDefinition,
} from './environment.ts';
import { type Default, type FieldsOf, fieldsOf, optional, type PlacedField, required } from './field.ts';
import {
  account,
  alarmTopic,
  bucket,
  certificateAuthority,
  channelPatterns,
  clockTime,
  commandRules,
  count,
  directives,
  duration,
  environmentName,
  group,
  hostName,
  hostNames,
  image,
  keyPair,
  keyPatterns,
  LARGEST,
  logDays,
  memory,
  packageName,
  port,
  reason,
  region,
  releaseLine,
  roles,
  size,
  snapshot,
  tags,
  userName,
  volume,
  wholeNumber,
  wholeSeconds,
  zone,
  zones,
} from './shapes.ts';
import { type SizeName, sizeOf } from './sizes.ts';

const GIB = 1024 ** 3;

/**
 * Of the host's memory, not of `maxmemory`, so that a changed `maxmemory` leaves the volume alone: it could not shrink
 * again. The factor is that of the rule volume-size.
 */
const VOLUME_PER_MEMORY = 2.5;

const ROLLED_OUT = { domain: 'settings', means: ['roll-out'] } as const;
const DEPLOYED = { domain: 'infrastructure', means: ['deploy'] } as const;
const NEW_CERTIFICATES = { domain: 'infrastructure', means: ['next-host'], security: true } as const;
const NEW_HOSTS = { domain: 'infrastructure', means: ['next-host'] } as const;

/** The fields of `redis`. */
export const REDIS = {
  package: optional(packageName, {
    default: { text: "that of `engine`: 'redis72', or 'valkey'", from: chosenPackage },
    domain: 'infrastructure',
    means: ['roll-out'],
    impact: 'restart',
    example: 'redis80',
    effect: 'another Redis is installed and started, replicas first and the primary last',
  }),
  version: optional(releaseLine, {
    default: {
      text: "that of the package; of `valkey` '8.1'",
      from: (definition) => lineOf(chosenEngine(definition).version),
    },
    domain: 'infrastructure',
    means: ['roll-out'],
    impact: 'restart',
    example: '9.1',
    effect: 'another version is installed and started, replicas first and the primary last',
  }),
  port: optional(port, {
    default: 6379,
    domain: 'settings',
    means: ['deploy', 'roll-out'],
    writes: ['port'],
    example: 6_380,
    impact: 'refused',
    effect:
      'a deploy is refused where hosts run on the old port: replacing all of them in one go, or all files and programs by hand, is an outage',
  }),
  maxmemory: optional(memory, {
    ...ROLLED_OUT,
    default: '50%',
    writes: ['maxmemory'],
    unit: "b, kb, mb, gb or tb in powers of 1,024, or % of the host's memory",
    example: '60%',
    effect: 'Redis takes more data, or evicts or refuses what no longer fits',
  }),
  persistence: optional(z.enum(['none', 'rdb', 'aof']), {
    ...ROLLED_OUT,
    default: 'rdb',
    writes: ['appendonly', 'save'],
    example: 'aof',
    effect: 'Redis begins or ends to write snapshots or every write',
  }),
  minReplicasToWrite: optional(count, {
    ...ROLLED_OUT,
    default: {
      text: '1 with two or more replicas, else 0',
      from: ({ hosts }) => (replicasOf(hosts) >= 2 ? 1 : 0),
    },
    writes: ['min-replicas-to-write'],
    unit: 'replicas',
    example: 2,
    effect: 'the primary refuses writes sooner or later',
  }),
  minReplicasMaxLag: optional(wholeSeconds, {
    ...ROLLED_OUT,
    default: '10s',
    writes: ['min-replicas-max-lag'],
    unit: 'ms, s, m or h, in whole seconds',
    example: '5s',
    effect: 'the primary refuses writes sooner or later',
  }),
  directives: optional(directives, {
    ...ROLLED_OUT,
    default: {},
    each: 'directive',
    example: { 'maxmemory-policy': 'allkeys-lru' },
    effect: 'what the directive does: `vedette explain <directive>` tells it',
  }),
} satisfies FieldsOf<RedisDefinition>;

/** The fields of `sentinel`. */
export const SENTINEL = {
  group: optional(group, {
    ...ROLLED_OUT,
    default: 'mymaster',
    writes: ['group'],
    example: 'sessions',
    effect: 'clients must ask for the group by its new name',
  }),
  port: optional(port, {
    default: 26_379,
    domain: 'settings',
    means: ['deploy', 'roll-out'],
    writes: ['port'],
    example: 5_000,
    impact: 'refused',
    effect:
      'a deploy is refused where hosts run on the old port: replacing all of them in one go, or all files and programs by hand, is an outage',
  }),
  quorum: required(z.int(), {
    ...ROLLED_OUT,
    writes: ['quorum'],
    unit: 'Sentinels',
    example: 2,
    effect: 'more or fewer Sentinels must find the primary down',
  }),
  downAfter: optional(duration, {
    ...ROLLED_OUT,
    default: '5s',
    writes: ['down-after-milliseconds'],
    unit: 'ms, s, m or h',
    example: '3s',
    effect: 'failures are found sooner or later',
  }),
  failoverTimeout: optional(duration, {
    ...ROLLED_OUT,
    default: '60s',
    writes: ['failover-timeout'],
    unit: 'ms, s, m or h',
    example: '30s',
    effect: 'a failover that got stuck is given up and tried again sooner or later',
  }),
  parallelSyncs: optional(z.int(), {
    ...ROLLED_OUT,
    default: 1,
    writes: ['parallel-syncs'],
    unit: 'replicas',
    example: 2,
    effect: 'more or fewer replicas are out of service at the same time after a failover',
  }),
  directives: optional(directives, {
    ...ROLLED_OUT,
    default: {},
    each: 'directive',
    example: { 'deny-scripts-reconfig': true },
    effect: 'what the directive does: `vedette explain <directive>` tells it',
  }),
} satisfies FieldsOf<SentinelDefinition>;

/** Chrome and Apple take certificates of servers up to this long (Apple support, HT211025); it fits a year with some days. */
export const LONGEST_LIFETIME = 398;

/** The fields of `tls`. */
export const TLS = {
  mode: optional(z.enum(['off', 'optional', 'required']), {
    default: 'off',
    domain: 'settings',
    means: ['deploy', 'roll-out'],
    writes: ['port', 'tls-port', 'tls-replication', 'tls-cert-file', 'tls-key-file', 'tls-ca-cert-file'],
    security: true,
    impact: 'refused',
    example: 'optional',
    effect:
      'ports for TLS come or go beside the others, for which hosts are made anew; in the place of the others they are refused where hosts run',
  }),
  port: optional(port, {
    default: 6_380,
    domain: 'settings',
    means: ['deploy', 'roll-out'],
    writes: ['tls-port'],
    security: true,
    impact: 'refused',
    example: 6_381,
    effect:
      'a deploy is refused where hosts run on the old port: replacing all of them in one go, or all files and programs by hand, is an outage',
  }),
  sentinelPort: optional(port, {
    default: 26_380,
    domain: 'settings',
    means: ['deploy', 'roll-out'],
    writes: ['tls-port'],
    security: true,
    impact: 'refused',
    example: 5_001,
    effect:
      'a deploy is refused where hosts run on the old port: replacing all of them in one go, or all files and programs by hand, is an outage',
  }),
  authority: optional(certificateAuthority, {
    domain: 'infrastructure',
    means: ['deploy', 'roll-out'],
    default: 'environment',
    security: true,
    impact: 'replace',
    example: 'files',
    effect:
      'hosts get certificates of another authority, which clients must trust before; between an authority of the environment and AWS Private CA, vedette rotate --authority comes first',
  }),
  lifetimeDays: optional(wholeNumber(1, LONGEST_LIFETIME, 'a number of days'), {
    ...NEW_CERTIFICATES,
    default: 90,
    unit: 'days',
    example: 30,
    effect: 'the next certificates are valid for longer or shorter',
  }),
  renewBeforeDays: optional(wholeNumber(1, LONGEST_LIFETIME, 'a number of days'), {
    ...NEW_CERTIFICATES,
    default: 30,
    unit: 'days',
    example: 10,
    effect: 'certificates are renewed earlier or later',
  }),
} satisfies FieldsOf<TlsDefinition>;

const RIGHTS = {
  domain: 'settings',
  means: ['roll-out'],
  writes: ['user'],
  security: true,
  impact: 'live',
} as const;

/** The fields of a user, by what stands where one is left out. */
function rightsOf<D extends Default<readonly string[]>>(defaults: Record<keyof UserRights, D>) {
  return {
    keys: optional(keyPatterns, {
      ...RIGHTS,
      default: defaults.keys,
      example: ['orders:*'],
      effect: 'the user may use other keys',
    }),
    channels: optional(channelPatterns, {
      ...RIGHTS,
      default: defaults.channels,
      example: ['news.*'],
      effect: 'the user may use other channels',
    }),
    commands: optional(commandRules, {
      ...RIGHTS,
      default: defaults.commands,
      example: ['+@read', '-keys'],
      effect: 'the user may use other commands',
    }),
  } satisfies FieldsOf<UserRights>;
}

/** The fields of `users`. */
export const USERS = {
  mode: optional(z.enum(['off', 'optional', 'required']), {
    default: 'off',
    domain: 'settings',
    means: ['deploy', 'roll-out'],
    writes: [
      'user',
      'requirepass',
      'masteruser',
      'masterauth',
      'auth-user',
      'auth-pass',
      'sentinel-user',
      'sentinel-pass',
    ],
    security: true,
    impact: 'refused',
    example: 'optional',
    effect:
      'users with rights and passwords of their own come beside the default user, and in its place where they are there already; to take them away is refused',
  }),
  application: z.exactOptional(
    z.strictObject(
      rightsOf({
        keys: { text: '[], and of `application` all keys' },
        channels: { text: '[], and of `application` all that do not begin with `_`' },
        commands: {
          text: '[], and of `application` all but what categories `@admin` and `@dangerous` have, with `INFO` and `ROLE`',
        },
      }),
    ),
  ),
  more: z.exactOptional(
    z.record(userName, z.strictObject(rightsOf({ keys: [], channels: [], commands: [] }))),
  ),
} satisfies FieldsOf<UsersDefinition>;

/** The fields of `network`. */
export const NETWORK = {
  cidr: required(z.string(), {
    ...DEPLOYED,
    impact: 'replace',
    individual: true,
    example: '10.0.0.0/24',
    effect: 'a VPC keeps its block, so everything is replaced',
  }),
  zones: optional(zones, {
    ...DEPLOYED,
    default: ['a'],
    impact: 'replace',
    example: ['a', 'b', 'c'],
    effect: 'subnets come and go; every host in one that changes is replaced',
  }),
  egress: optional(z.enum(['public', 'nat']), {
    ...DEPLOYED,
    default: {
      text: "'nat' where the environment is protected, else 'public'",
      from: ({ protected: isProtected }) => (isProtected === true ? 'nat' : 'public'),
    },
    security: true,
    impact: 'replace',
    example: 'nat',
    effect: 'hosts get or lose their public addresses, for which they are replaced',
  }),
  flowLogDays: optional(logDays, {
    ...DEPLOYED,
    default: {
      text: '365 where the environment is protected, else 0',
      from: ({ protected: isProtected }) => (isProtected === true ? 365 : 0),
    },
    security: true,
    impact: 'live',
    unit: 'days',
    example: 90,
    effect: 'flow logs are kept for longer or shorter, or come or go',
  }),
} satisfies FieldsOf<NetworkDefinition>;

/** The fields of a host. */
export const HOST = {
  roles: required(roles, {
    domain: 'topology',
    means: ['deploy'],
    impact: 'replace',
    example: ['replica', 'sentinel'],
    effect: 'a host that gets or loses a program is replaced; who is primary is decided by Sentinel',
  }),
  address: optional(z.string(), {
    domain: 'topology',
    means: ['deploy'],
    default: {
      text: "an address of its zone that follows from the host's name: `data1` has the eleventh, `data2` the next",
    },
    impact: 'replace',
    individual: true,
    example: '10.0.0.30',
    effect: 'the host is replaced',
  }),
  zone: optional(zone, {
    domain: 'topology',
    means: ['deploy'],
    default: { text: 'the zone of its address, else the first of network.zones' },
    impact: 'data-loss',
    example: 'b',
    effect: 'the host is replaced, and its data volume by an empty one',
  }),
  size: optional(size, {
    ...DEPLOYED,
    default: 'm7g.medium',
    impact: 'replace',
    example: 'r7g.large',
    effect: 'the host is stopped and started, or replaced where the architecture changes',
  }),
  priority: optional(count, {
    ...ROLLED_OUT,
    default: 100,
    writes: ['replica-priority'],
    example: 10,
    effect: 'another host is promoted first; 0 is never promoted',
  }),
  volume: optional(volume, {
    ...DEPLOYED,
    default: {
      text: `${VOLUME_PER_MEMORY} times the memory of the host`,
      from: ({ hosts }, host): SizeText => volumePerMemory(hosts[host]?.size),
    },
    impact: 'live',
    unit: 'gb or tb, in powers of 1,024',
    example: '40gb',
    effect: 'the volume grows; it cannot shrink',
  }),
} satisfies FieldsOf<HostDefinition>;

/** The fields of `aws.state`. */
const STATE = {
  bucket: required(bucket, {
    ...DEPLOYED,
    impact: 'replace',
    example: 'acme-terraform-state',
    effect:
      'Terraform looks elsewhere: move the state with cdktf deploy --migrate-state, or all is created twice',
  }),
  region: optional(region, {
    ...DEPLOYED,
    default: { text: 'the region of the environment' },
    impact: 'replace',
    example: 'eu-west-1',
    effect: 'Terraform looks for the bucket in another region',
  }),
} satisfies FieldsOf<StateDefinition>;

/** AWS keeps no more snapshots of a volume for one policy (DLM API, RetainRule). */
const MOST_SNAPSHOTS = 1_000;

/** The fields of `aws.backups`. */
export const BACKUPS = {
  keep: optional(wholeNumber(0, MOST_SNAPSHOTS, 'a number of snapshots'), {
    ...DEPLOYED,
    default: {
      text: '14 where the environment is protected, else 0',
      from: ({ protected: isProtected }) => (isProtected === true ? 14 : 0),
    },
    impact: 'live',
    unit: 'snapshots of each volume',
    example: 30,
    effect: 'more or fewer snapshots are kept; with 0 no more are taken, and those that there are stay',
  }),
  every: optional(z.enum(['1h', '2h', '3h', '4h', '6h', '8h', '12h', '24h']), {
    ...DEPLOYED,
    default: '24h',
    impact: 'live',
    example: '6h',
    effect: 'snapshots are taken more or less often',
  }),
  at: optional(clockTime, {
    ...DEPLOYED,
    default: '03:00',
    impact: 'live',
    unit: 'hours and minutes in UTC',
    example: '23:30',
    effect: 'snapshots are taken at another time',
  }),
  copyTo: optional(region, {
    ...DEPLOYED,
    default: undefined,
    impact: 'live',
    example: 'eu-west-1',
    effect: 'snapshots from now on are copied to another region, or no longer; copies that there are stay',
  }),
} satisfies FieldsOf<BackupsDefinition>;

/** The fields of `aws`. */
export const AWS = {
  account: optional(account, {
    ...DEPLOYED,
    default: undefined,
    security: true,
    impact: 'data-loss',
    example: '123456789012',
    effect:
      'plans are refused in every other account; in another one everything is created again, without its data',
  }),
  region: optional(region, {
    ...DEPLOYED,
    default: 'eu-central-1',
    impact: 'data-loss',
    example: 'eu-west-1',
    effect: 'everything is created again, without its data: volumes do not leave their region',
  }),
  image: optional(image, {
    domain: 'infrastructure',
    means: ['roll-out'],
    impact: 'replace',
    default: '15.1',
    example: '14.4',
    effect: 'hosts are made anew from another image, one after the other',
  }),
  updates: optional(z.enum(['first-boot', 'off']), {
    ...NEW_HOSTS,
    default: {
      text: "'first-boot' where the environment is protected, else 'off'",
      from: ({ protected: isProtected }) => (isProtected === true ? 'first-boot' : 'off'),
    },
    security: true,
    example: 'first-boot',
    effect: 'hosts install security updates at their first boot, or do not',
  }),
  cpuCredits: optional(z.enum(['standard', 'unlimited']), {
    ...DEPLOYED,
    default: 'unlimited',
    impact: 'live',
    example: 'standard',
    effect: 'hosts of burstable sizes without credits are slowed down, or cost more',
  }),
  keyPair: optional(keyPair, {
    domain: 'infrastructure',
    means: ['deploy', 'next-host'],
    default: undefined,
    security: true,
    impact: 'live',
    example: 'operators',
    effect: 'an endpoint lets in those who have the key, on hosts that were created with it, or no longer',
  }),
  passwordVersion: optional(wholeNumber(1, LARGEST, 'a version'), {
    domain: 'infrastructure',
    means: ['deploy', 'roll-out'],
    default: 1,
    security: true,
    impact: 'live',
    example: 2,
    effect:
      'the store gets a new password; running hosts keep the old one until vedette rotate gives it to them',
  }),
  alarmTopic: optional(alarmTopic, {
    ...DEPLOYED,
    default: undefined,
    impact: 'live',
    example: 'own',
    effect: 'alarms tell somebody else, or come or go',
  }),
  tags: optional(tags, {
    ...DEPLOYED,
    default: {},
    each: 'tag',
    impact: 'live',
    example: { owner: 'payments' },
    effect: 'tags change in place',
  }),
  backups: z.exactOptional(z.strictObject(BACKUPS)),
  restore: optional(snapshot, {
    ...DEPLOYED,
    default: undefined,
    impact: 'data-loss',
    example: 'snap-0123456789abcdef0',
    effect:
      'every data host and data volume is replaced, and the group begins anew with the data of the snapshot; without it again, nothing changes',
  }),
  state: z.exactOptional(z.strictObject(STATE)),
} satisfies FieldsOf<AwsDefinition>;

/** All fields. */
export const ENVIRONMENT = {
  name: required(environmentName, {
    ...DEPLOYED,
    impact: 'data-loss',
    individual: true,
    example: 'lab',
    effect: 'it is another environment: a new one is created, and the old one stays until it is destroyed',
  }),
  engine: optional(z.enum(ENGINE_NAMES), {
    default: {
      text: "that of `redis.package`, else 'redis'",
      from: (definition) => chosenEngine(definition).name,
    },
    domain: 'infrastructure',
    means: ['roll-out'],
    impact: 'restart',
    example: 'valkey',
    effect:
      'hosts are made anew with the other engine and their data, replicas first and the primary last; refused where it cannot read the data',
  }),
  redis: z.exactOptional(z.strictObject(REDIS)),
  sentinel: z.strictObject(SENTINEL),
  tls: z.exactOptional(z.strictObject(TLS)),
  users: z.exactOptional(z.strictObject(USERS)),
  network: z.strictObject(NETWORK),
  hosts: z.record(hostName, z.strictObject(HOST)),
  aws: z.exactOptional(z.strictObject(AWS)),
  protected: optional(z.boolean(), {
    domain: 'guard',
    means: ['deploy'],
    default: false,
    security: true,
    impact: 'replace',
    example: true,
    effect:
      'volumes, secrets and hosts are guarded from deletion, or no longer; hosts are replaced where `network.egress` is left to its default',
  }),
  retired: optional(hostNames, {
    domain: 'guard',
    means: ['deploy'],
    default: [],
    security: true,
    example: ['data3'],
    effect: 'the volumes of these hosts may be destroyed, after a snapshot, or no longer',
  }),
  waive: optional(z.record(z.string(), reason), {
    domain: 'nothing',
    means: ['nothing'],
    default: {},
    each: 'rule',
    example: { 'sentinel-count': 'the original installation has one Sentinel host' },
    effect: 'the definition may break the rule, or no longer',
  }),
} satisfies FieldsOf<EnvironmentDefinition>;

/** Checks the shape of an environment definition. */
export const definitionSchema: z.ZodMiniType<EnvironmentDefinition> = z.strictObject(ENVIRONMENT);

/** Every field and where it stands, in the order of the table. */
export function definitionFields(): readonly PlacedField[] {
  return fieldsOf(definitionSchema);
}

function replicasOf(hosts: EnvironmentDefinition['hosts']): number {
  return Object.values(hosts).filter(({ roles }) => roles.includes('replica')).length;
}

function volumePerMemory(size: SizeName = HOST.size.field.default): SizeText {
  const { memory } = sizeOf(size);
  return `${Math.ceil((memory * VOLUME_PER_MEMORY) / GIB)}gb`;
}
