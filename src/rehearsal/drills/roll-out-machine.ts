import type { EnvironmentDefinition, HostDefinition } from '../../definition/environment.ts';
import { isSizeName, SIZES, type SizeName, sizeOf } from '../../definition/sizes.ts';
import { dataHosts, type Environment, type HostWithData } from '../../topology/environment.ts';
import type { Unfit } from '../change/edit.ts';
import { rollOutDrill } from '../change/roll-out-drill.ts';
import { withoutReplica } from '../unfit.ts';

const GIB = 1024 ** 3;

export const rollOutSize = rollOutDrill({
  name: 'roll-out-size',
  story:
    'Rolls out the next larger instance type of every data host: they are made anew one by one, the primary last and after one switch-over, and no acknowledged write is lost.',
  isExtra: true,
  edit: (environment) =>
    withEach(environment, ({ size }) => {
      const larger = largerThan(size);
      return larger === undefined
        ? { unfit: `nothing larger of the family of ${size} is known` }
        : { size: larger };
    }),
  hosts: (environment) => dataHosts(environment).length,
});

export const rollOutVolume = rollOutDrill({
  name: 'roll-out-volume',
  story:
    'Rolls out a data volume of twice the size for every data host: what is on it stays, hosts take it one by one, the primary last and after one switch-over, and no acknowledged write is lost.',
  isExtra: true,
  edit: (environment) =>
    withEach(environment, ({ data: { volume } }) => ({ volume: `${Math.ceil((2 * volume.size) / GIB)}gb` })),
  hosts: (environment) => dataHosts(environment).length,
});

/** The definition in which each data host has other fields. */
function withEach(
  environment: Environment,
  fieldsOf: (host: HostWithData) => Partial<HostDefinition> | Unfit,
): EnvironmentDefinition | Unfit {
  const alone = withoutReplica(environment);
  if (alone !== undefined) return { unfit: alone };
  const { definition } = environment;
  const hosts: Record<string, HostDefinition> = { ...definition.hosts };
  for (const host of dataHosts(environment)) {
    const fields = fieldsOf(host);
    const written = definition.hosts[host.name];
    if ('unfit' in fields) return fields;
    if (written !== undefined) hosts[host.name] = { ...written, ...fields };
  }
  return { ...definition, hosts };
}

/** The one of the same family with the least memory that is more. */
function largerThan(size: SizeName): SizeName | undefined {
  const [family] = size.split('.');
  const { memory } = sizeOf(size);
  const [next] = [...SIZES.keys()]
    .filter(isSizeName)
    .filter((name) => name.split('.')[0] === family && sizeOf(name).memory > memory)
    .toSorted((one, other) => sizeOf(one).memory - sizeOf(other).memory);
  return next;
}
