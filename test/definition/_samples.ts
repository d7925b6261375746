/** A sample change for every field of a definition. */
import { checkDefinition } from '../../src/definition/check.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { BASE } from '../topology/_base.ts';

/** One field on two sides. */
export interface Sample {
  /** Where the value stands: a host, a directive, a tag or a rule has its name. */
  readonly at: string;
  readonly value: unknown;
  /** What else both sides say. */
  readonly both?: Readonly<Record<string, unknown>>;
}

const TLS_ON = { 'tls.mode': 'optional' };
const USERS_ON = { 'users.mode': 'optional' };
const WORKER = { ...USERS_ON, 'users.more.worker': {} };
const TWO_ZONES = { 'network.zones': ['a', 'b'] };

/** The samples by the path of their field. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  name: { at: 'name', value: 'other' },
  engine: { at: 'engine', value: 'valkey' },
  'redis.package': { at: 'redis.package', value: 'redis74' },
  'redis.version': { at: 'redis.version', value: '9.1', both: { engine: 'valkey' } },
  'redis.port': { at: 'redis.port', value: 6_380 },
  'redis.maxmemory': { at: 'redis.maxmemory', value: '40%' },
  'redis.persistence': { at: 'redis.persistence', value: 'aof' },
  'redis.minReplicasToWrite': { at: 'redis.minReplicasToWrite', value: 2 },
  'redis.minReplicasMaxLag': { at: 'redis.minReplicasMaxLag', value: '11s' },
  'redis.directives': { at: 'redis.directives.maxmemory-policy', value: 'allkeys-lru' },
  'sentinel.group': { at: 'sentinel.group', value: 'other' },
  'sentinel.port': { at: 'sentinel.port', value: 5_000 },
  'sentinel.quorum': { at: 'sentinel.quorum', value: 3 },
  'sentinel.downAfter': { at: 'sentinel.downAfter', value: '7s' },
  'sentinel.failoverTimeout': { at: 'sentinel.failoverTimeout', value: '90s' },
  'sentinel.parallelSyncs': { at: 'sentinel.parallelSyncs', value: 2 },
  'sentinel.directives': { at: 'sentinel.directives.deny-scripts-reconfig', value: false },
  'tls.mode': { at: 'tls.mode', value: 'optional' },
  'tls.port': { at: 'tls.port', value: 6_381, both: TLS_ON },
  'tls.sentinelPort': { at: 'tls.sentinelPort', value: 26_381, both: TLS_ON },
  'tls.authority': { at: 'tls.authority', value: 'files', both: TLS_ON },
  'tls.lifetimeDays': { at: 'tls.lifetimeDays', value: 60, both: TLS_ON },
  'tls.renewBeforeDays': { at: 'tls.renewBeforeDays', value: 20, both: TLS_ON },
  'users.mode': { at: 'users.mode', value: 'optional' },
  'users.application.keys': { at: 'users.application.keys', value: ['orders:*'], both: USERS_ON },
  'users.application.channels': { at: 'users.application.channels', value: ['news.*'], both: USERS_ON },
  'users.application.commands': { at: 'users.application.commands', value: ['+@read'], both: USERS_ON },
  'users.more.<name>.keys': { at: 'users.more.worker.keys', value: ['orders:*'], both: WORKER },
  'users.more.<name>.channels': { at: 'users.more.worker.channels', value: ['news.*'], both: WORKER },
  'users.more.<name>.commands': { at: 'users.more.worker.commands', value: ['+@read'], both: WORKER },
  'network.cidr': { at: 'network.cidr', value: '10.1.0.0/24' },
  'network.zones': { at: 'network.zones', value: ['a', 'b'] },
  'network.egress': { at: 'network.egress', value: 'nat' },
  'network.flowLogDays': { at: 'network.flowLogDays', value: 90 },
  'hosts.<name>.roles': { at: 'hosts.data3.roles', value: ['replica'] },
  'hosts.<name>.address': { at: 'hosts.data3.address', value: '10.0.0.9' },
  'hosts.<name>.zone': { at: 'hosts.data3.zone', value: 'b', both: TWO_ZONES },
  'hosts.<name>.size': { at: 'hosts.data3.size', value: 'm7g.large' },
  'hosts.<name>.priority': { at: 'hosts.data3.priority', value: 10 },
  'hosts.<name>.volume': { at: 'hosts.data3.volume', value: '20gb' },
  'aws.account': { at: 'aws.account', value: '123456789012' },
  'aws.region': { at: 'aws.region', value: 'eu-west-1' },
  'aws.image': { at: 'aws.image', value: '14.4' },
  'aws.updates': { at: 'aws.updates', value: 'first-boot' },
  'aws.passwordVersion': { at: 'aws.passwordVersion', value: 2 },
  'aws.alarmTopic': { at: 'aws.alarmTopic', value: 'own' },
  'aws.tags': { at: 'aws.tags.owner', value: 'me' },
  'aws.cpuCredits': { at: 'aws.cpuCredits', value: 'standard' },
  'aws.keyPair': { at: 'aws.keyPair', value: 'operators' },
  'aws.backups.keep': { at: 'aws.backups.keep', value: 7 },
  'aws.backups.every': { at: 'aws.backups.every', value: '6h', both: { 'aws.backups.keep': 7 } },
  'aws.backups.at': { at: 'aws.backups.at', value: '04:30', both: { 'aws.backups.keep': 7 } },
  'aws.backups.copyTo': { at: 'aws.backups.copyTo', value: 'eu-west-1', both: { 'aws.backups.keep': 7 } },
  'aws.restore': { at: 'aws.restore', value: 'snap-0123456789abcdef0' },
  'aws.state.bucket': { at: 'aws.state.bucket', value: 'a-bucket' },
  'aws.state.region': {
    at: 'aws.state.region',
    value: 'eu-west-1',
    both: { 'aws.state.bucket': 'a-bucket' },
  },
  protected: { at: 'protected', value: true },
  retired: { at: 'retired', value: ['data9'], both: { protected: true } },
  waive: { at: 'waive.zone-single', value: 'a laboratory' },
};

/** The two sides of a sample. */
export function sidesOf({
  at,
  value,
  both = {},
}: Sample): readonly [EnvironmentDefinition, EnvironmentDefinition] {
  const before = Object.entries(both).reduce<object>(
    (definition, [path, given]) => withValue(definition, path.split('.'), given),
    BASE,
  );
  return [
    checkDefinition(before, 'before.ts'),
    checkDefinition(withValue(before, at.split('.'), value), 'after.ts'),
  ];
}

function withValue(part: object, [step, ...rest]: readonly string[], value: unknown): object {
  if (step === undefined) return part;
  const inner: unknown = Object.getOwnPropertyDescriptor(part, step)?.value;
  return {
    ...part,
    [step]:
      rest.length === 0
        ? value
        : withValue(typeof inner === 'object' && inner !== null ? inner : {}, rest, value),
  };
}
