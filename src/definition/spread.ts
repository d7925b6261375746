import type { HostDefinition, Role } from './environment.ts';
import type { SizeName } from './sizes.ts';

/** How many hosts, over which zones. */
export interface Spread {
  /** Replicas beside the one primary. */
  readonly replicas: number;
  /** Sentinels in all. They stand on the data hosts first and on hosts of their own after that. */
  readonly sentinels: number;
  /** The zones, in the order they are filled. */
  readonly zones: readonly string[];
  /**
   * The instance type of data hosts.
   * @default the default of a host
   */
  readonly dataSize?: SizeName;
  /**
   * The instance type of hosts that are only Sentinels.
   * @default the default of a host
   */
  readonly sentinelSize?: SizeName;
}

/**
 * Plain host records, spread evenly over zones: `data1` (the first primary), `data2`, ... and `sentinel1`, ... for the
 * Sentinels that stand alone. Every host's zone is written out; its address follows from zone and order.
 *
 * @example hosts: spread({ replicas: 2, sentinels: 5, zones: ['a', 'b', 'c'] })
 */
export function spread({
  replicas,
  sentinels,
  zones,
  dataSize,
  sentinelSize,
}: Spread): Record<string, HostDefinition> {
  const dataHosts = replicas + 1;
  const alone = Math.max(sentinels - dataHosts, 0);
  const zone = (index: number) => zones[index % zones.length];
  const data = numbered(dataHosts, (index) => [
    `data${index + 1}`,
    host(dataRoles(index, index < sentinels), zone(index), dataSize),
  ]);
  const sentinel = numbered(alone, (index) => [
    `sentinel${index + 1}`,
    host(['sentinel'], zone(dataHosts + index), sentinelSize),
  ]);
  return Object.fromEntries([...data, ...sentinel]);
}

function dataRoles(index: number, alsoSentinel: boolean): readonly Role[] {
  const role = index === 0 ? 'primary' : 'replica';
  return alsoSentinel ? [role, 'sentinel'] : [role];
}

function host(roles: readonly Role[], zone: string | undefined, size: SizeName | undefined): HostDefinition {
  return { roles, ...(zone === undefined ? {} : { zone }), ...(size === undefined ? {} : { size }) };
}

function numbered<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
