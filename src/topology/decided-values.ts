/** Every value that was decided for an environment, and where it comes from. */

import { formatSize } from '../base/units.ts';
import type { DirectiveValue } from '../redis/canonical.ts';
import type { Environment, Host } from './environment.ts';
import { fieldValues } from './field-values.ts';

/** A value as a person would write it. */
export interface DecidedValue {
  /** The steps to it: those of a field, or of what follows from fields, such as `hosts`, `ns`, `memory`. */
  readonly path: readonly string[];
  /** Undefined where nothing is set. */
  readonly value: DirectiveValue | undefined;
  /** `given`, `default`, or how it is derived. */
  readonly origin: string;
}

/** Values that belong together. */
export interface ValueGroup {
  /** The first step of their paths, with the host for a host; `environment` for fields that stand alone. */
  readonly name: string;
  readonly values: readonly DecidedValue[];
}

/** Lists the value of every field, and what follows from them, by theme and then by host. */
export function decidedValues(environment: Environment): readonly ValueGroup[] {
  return groupValues([...fieldValues(environment), ...subnets(environment), ...hostValues(environment)]);
}

/** Puts values that belong together into groups, in the order in which the groups begin. */
export function groupValues(values: readonly DecidedValue[]): readonly ValueGroup[] {
  const groups = new Map<string, DecidedValue[]>();
  for (const { path, value, origin } of values) {
    const name = groupOf(path);
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push({ path, value, origin });
  }
  const all = [...groups].map(([name, group]) => ({ name, values: group }));
  const isHost = ({ name }: ValueGroup): boolean => name.startsWith('hosts.');
  return [...all.filter((group) => !isHost(group)), ...all.filter(isHost)];
}

function groupOf([first = '', second]: readonly string[]): string {
  if (second === undefined || first === 'waive') return 'environment';
  return first === 'hosts' ? `${first}.${second}` : first;
}

function subnets({
  network: { zones, publicSubnet, secretStore = [] },
}: Environment): readonly DecidedValue[] {
  const origin = 'derived: its part of network.cidr';
  return [
    ...zones.map(({ name, subnet }) => ({ path: ['network', 'subnet', name], value: subnet, origin })),
    ...(publicSubnet === undefined
      ? []
      : [{ path: ['network', 'subnet', 'nat'], value: publicSubnet.subnet, origin }]),
    ...secretStore.map(({ zone: { name }, address }) => ({
      path: ['network', 'secretStore', name],
      value: address,
      origin: 'derived: the highest address that no host has',
    })),
  ];
}

function hostValues({ name: environment, hosts }: Environment): readonly DecidedValue[] {
  return hosts.flatMap((host) => [
    derived(host, 'memory', formatSize(host.memory), host.size),
    ...(host.data === undefined
      ? []
      : [
          {
            path: ['hosts', host.name, 'maxmemory'],
            value: formatSize(host.data.maxmemory),
            origin: host.data.maxmemoryOrigin.startsWith('derived: ')
              ? host.data.maxmemoryOrigin
              : 'derived: redis.maxmemory',
          },
        ]),
    ...(host.sentinel === undefined
      ? []
      : [derived(host, 'myid', host.sentinel.myid, `SHA-1 of ${environment}/${host.name}`)]),
  ]);
}

function derived({ name }: Host, key: string, value: string, from: string): DecidedValue {
  return { path: ['hosts', name, key], value, origin: `derived: ${from}` };
}
