/** An environment as rules of a configuration see it. */
import { bytes, formatDuration, formatSize, milliseconds } from '../base/units.ts';
import type { DocumentKind } from '../redis/document.ts';
import { valuesOf } from '../topology/effective.ts';
import { dataHosts, type Environment, firstPrimary, sentinelHosts } from '../topology/environment.ts';
import { mostData } from '../topology/most-data.ts';
import type {
  Configuration,
  Group,
  JudgedValue,
  MemoryLimit,
  ProgramSettings,
  Server,
} from './configuration.ts';

/** A directive that a field of the definition of its own decides. */
interface Field {
  readonly field: string;
  /** The value in the unit of the directive. */
  readonly valueOf: (environment: Environment) => number | string;
  /** @default digits */
  readonly write?: (value: number, environment: Environment) => string;
}

const SECOND = 1_000;

const FIELDS: Readonly<Record<DocumentKind, Readonly<Record<string, Field>>>> = {
  redis: {
    maxmemory: {
      field: 'redis.maxmemory',
      valueOf: (environment) => {
        const all = dataHosts(environment).map(({ data }) => data.maxmemory);
        return all.some((limit) => limit === 0) ? 0 : mostData(environment);
      },
      write: (size, { definition }) =>
        size === 0 ? String(definition.redis?.maxmemory) : formatSize(bytes(size)),
    },
    'min-replicas-to-write': {
      field: 'redis.minReplicasToWrite',
      valueOf: ({ redis }) => redis.minReplicasToWrite,
    },
    'min-replicas-max-lag': {
      field: 'redis.minReplicasMaxLag',
      valueOf: ({ redis }) => redis.minReplicasMaxLag / SECOND,
      write: (seconds) => duration(seconds * SECOND),
    },
  },
  sentinel: {
    monitor: { field: 'hosts', valueOf: (environment) => firstPrimary(environment).address },
    quorum: { field: 'sentinel.quorum', valueOf: ({ sentinel }) => sentinel.quorum },
    'down-after-milliseconds': {
      field: 'sentinel.downAfter',
      valueOf: ({ sentinel }) => sentinel.downAfter,
      write: duration,
    },
    'failover-timeout': {
      field: 'sentinel.failoverTimeout',
      valueOf: ({ sentinel }) => sentinel.failoverTimeout,
      write: duration,
    },
    'parallel-syncs': {
      field: 'sentinel.parallelSyncs',
      valueOf: ({ sentinel }) => sentinel.parallelSyncs,
    },
  },
};

/** The configuration that an environment decides, each value with the field to change. */
export function configurationOf(environment: Environment): Configuration {
  const replicas = dataHosts(environment).length - 1;
  const sentinel = settingsOf(environment, 'sentinel');
  const group = {
    ...sentinel,
    sentinel,
    name: environment.sentinel.group,
    place: { field: 'hosts' },
    replicas,
    sentinels: sentinelHosts(environment).length,
  };
  return {
    servers: [serverOf(environment, replicas, group)],
    sentinels: [sentinel],
    groups: [group],
    limits: [limitsOf(environment)],
  };
}

function serverOf(environment: Environment, replicas: number, group: Group): Server {
  const { persistence } = environment.redis;
  return {
    ...settingsOf(environment, 'redis'),
    promotable: dataHosts(environment).some(({ data }) => data.priority > 0),
    persistence: {
      kind: persistence,
      place: { field: 'redis.persistence' },
      written: persistence,
      remedy: "give 'rdb' or 'aof'",
      forCache: 'waive this for a cache',
    },
    replicas,
    group,
  };
}

function limitsOf(environment: Environment): readonly MemoryLimit[] {
  const [policy = ''] = valuesOf(environment, 'redis', 'maxmemory-policy');
  const first = firstPrimary(environment);
  return dataHosts(environment).map((host) => ({
    server: ` on ${host.name} (${host.size})`,
    maxmemory: { ...given(environment, 'redis', 'maxmemory'), number: host.data.maxmemory },
    policy,
    mayLead: host.data.priority > 0 || host === first,
  }));
}

function settingsOf(environment: Environment, kind: DocumentKind): ProgramSettings {
  return { get: (name) => given(environment, kind, name) };
}

function given(environment: Environment, kind: DocumentKind, name: string): JudgedValue {
  const field = FIELDS[kind][name];
  const words =
    field === undefined ? valuesOf(environment, kind, name) : [String(field.valueOf(environment))];
  return {
    words,
    number: Number(words[0]),
    place: { field: field?.field ?? `${kind}.directives.${name}` },
    write: (number) => field?.write?.(number, environment) ?? String(number),
  };
}

function duration(time: number): string {
  return formatDuration(milliseconds(time));
}
