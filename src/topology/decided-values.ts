/** Every value that was decided for an environment, and where it comes from. */

import { formatDuration, formatSize } from '../base/units.ts';
import type { DirectiveValue } from '../definition/environment.ts';
import type { Environment, Host } from './environment.ts';
import { originOf } from './origin.ts';

/** A value as a person would write it. */
export interface DecidedValue {
  /** The field's path, for example `hosts.ns.address`. */
  readonly field: string;
  readonly value: DirectiveValue;
  /** `given`, `default`, or how it is derived. */
  readonly origin: string;
}

/** Values that belong together. */
export interface ValueGroup {
  readonly name: string;
  readonly values: readonly DecidedValue[];
}

/** Lists every decided value, by theme and then by host. */
export function decidedValues(environment: Environment): readonly ValueGroup[] {
  const { redis, sentinel, network, aws, hosts } = environment;
  const groupOf = (name: string, values: Readonly<Record<string, DirectiveValue>>): ValueGroup => ({
    name,
    values: Object.entries(values).map(([key, value]) => decided(environment, `${name}.${key}`, value)),
  });
  return [
    {
      name: 'environment',
      values: [
        decided(environment, 'name', environment.name),
        decided(environment, 'protected', environment.protected),
        ...environment.waivers.map(({ rule, reason }) => decided(environment, `waive.${rule}`, reason)),
      ],
    },
    groupOf('redis', {
      package: redis.package,
      port: redis.port,
      persistence: redis.persistence,
      minReplicasToWrite: redis.minReplicasToWrite,
      minReplicasMaxLag: formatDuration(redis.minReplicasMaxLag),
    }),
    groupOf('redis.directives', redis.directives),
    groupOf('sentinel', {
      group: sentinel.group,
      port: sentinel.port,
      quorum: sentinel.quorum,
      downAfter: formatDuration(sentinel.downAfter),
      failoverTimeout: formatDuration(sentinel.failoverTimeout),
      parallelSyncs: sentinel.parallelSyncs,
    }),
    groupOf('sentinel.directives', sentinel.directives),
    groupOf('network', {
      cidr: network.cidr,
      zones: network.zones.map(({ name, subnet }) => `${name} ${subnet}`),
      egress: network.egress,
    }),
    groupOf('aws', { region: aws.region, image: aws.image, updates: aws.updates }),
    ...hosts.map((host) => ({ name: `hosts.${host.name}`, values: hostValues(environment, host) })),
  ].filter(({ values }) => values.length > 0);
}

function hostValues(environment: Environment, host: Host): readonly DecidedValue[] {
  const { name, data, sentinel } = host;
  const own = (key: string, value: DirectiveValue): DecidedValue =>
    decided(environment, `hosts.${name}.${key}`, value);
  const derived = (key: string, value: string, origin: string): DecidedValue => ({
    field: `hosts.${name}.${key}`,
    value,
    origin: `derived: ${origin}`,
  });
  return [
    own('roles', host.roles),
    own('address', host.address),
    own('zone', host.zone.name),
    own('size', host.size),
    derived('memory', formatSize(host.memory), host.size),
    ...(data === undefined
      ? []
      : [
          own('priority', data.priority),
          {
            field: `hosts.${name}.maxmemory`,
            value: formatSize(data.maxmemory),
            origin: shortOrigin(data.maxmemoryOrigin),
          },
          {
            field: `hosts.${name}.volume`,
            value: formatSize(data.volume.size),
            origin: shortOrigin(data.volume.origin),
          },
        ]),
    ...(sentinel === undefined
      ? []
      : [derived('myid', sentinel.myid, `SHA-1 of ${environment.name}/${name}`)]),
  ];
}

function decided({ definition }: Environment, field: string, value: DirectiveValue): DecidedValue {
  return { field, value, origin: shortOrigin(originOf(definition, field)) };
}

/** A field says where it is; that it was given is what is worth telling. */
function shortOrigin(origin: string): string {
  return origin === 'default' || origin.startsWith('derived: ') ? origin : 'given';
}
