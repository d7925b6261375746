/** A definition whose hosts have no more memory than somebody wants to pay for. */
import { type Bytes, parseSize } from '../base/units.ts';
import type { EnvironmentDefinition, HostDefinition } from '../definition/environment.ts';
import { HOST } from '../definition/fields.ts';
import { SIZES, type Size, type SizeName, sizeOf } from '../definition/sizes.ts';

/**
 * Makes hosts smaller that have more memory. Their volumes follow, since who wrote one wrote it for the larger host; and
 * a `redis.maxmemory` in bytes becomes the share that it was of the largest host.
 *
 * @param most the most memory of a host
 */
export function cappedAt(most: Bytes, definition: EnvironmentDefinition): EnvironmentDefinition {
  const hosts = Object.entries(definition.hosts).map(
    ([name, host]) => [name, cappedHost(most, host)] as const,
  );
  const isCapped = hosts.some(([name, host]) => host !== definition.hosts[name]);
  return isCapped ? { ...withShare(definition), hosts: Object.fromEntries(hosts) } : definition;
}

function cappedHost(most: Bytes, host: HostDefinition): HostDefinition {
  const size = host.size ?? HOST.size.field.default;
  const smaller = sizeWithin(most, size);
  if (smaller === size) return host;
  const { volume: _volume, ...rest } = host;
  return { ...rest, size: smaller };
}

/**
 * The largest size of the same family, else of the same kind with the fewest processors, else any, and always of the same
 * architecture: hosts of two would need two images.
 */
export function sizeWithin(most: Bytes, name: SizeName): SizeName {
  const wanted = sizeOf(name);
  if (wanted.memory <= most) return name;
  const fitting = [...SIZES].filter(
    (entry): entry is [SizeName, Size] =>
      entry[1].architecture === wanted.architecture && entry[1].memory <= most,
  );
  const [best] = fitting.sort(
    ([one, first], [other, second]) =>
      Number(familyOf(other) === familyOf(name)) - Number(familyOf(one) === familyOf(name)) ||
      Number(first.burstable !== wanted.burstable) - Number(second.burstable !== wanted.burstable) ||
      second.memory - first.memory ||
      first.cpus - second.cpus,
  );
  if (best === undefined)
    throw new RangeError(`no instance type of ${wanted.architecture} has ${most} bytes`);
  return best[0];
}

function familyOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

function withShare(definition: EnvironmentDefinition): EnvironmentDefinition {
  const { redis, hosts } = definition;
  const size = parseSize(redis?.maxmemory ?? '');
  if (size === undefined) return definition;
  const memory = Math.max(
    ...Object.values(hosts)
      .filter(({ roles }) => roles.some((role) => role !== 'sentinel'))
      .map((host) => sizeOf(host.size ?? HOST.size.field.default).memory),
  );
  const percent = Math.max(1, Math.floor((100 * size) / memory));
  return { ...definition, redis: { ...redis, maxmemory: `${percent}%` } };
}
