import { show, UserError } from '../base/errors.ts';
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
  /**
   * Addresses by host, for hosts that have another than the one of their name; the zone is that of the address. What is
   * written for a host that is not there yet waits for it.
   * @default every host's own
   */
  readonly addresses?: Readonly<Record<SpreadName, string>>;
}

/** The names of the hosts, which have numbers from 1. */
export type SpreadName = `data${number}` | `sentinel${number}`;

/**
 * Plain host records, spread evenly over zones: `data1` (the first primary), `data2`, ... and `sentinel1`, ... for the
 * Sentinels that stand alone. Data hosts fill the zones from the first on, Sentinels that stand alone from the last
 * back: so no zone holds two hosts more than another, and how many data hosts there are moves no Sentinel.
 *
 * @example hosts: spread({ replicas: 2, sentinels: 5, zones: ['a', 'b', 'c'] })
 * @throws UserError if an address is given to a name that no host has
 */
export function spread({
  replicas,
  sentinels,
  zones,
  dataSize,
  sentinelSize,
  addresses = {},
}: Spread): Record<string, HostDefinition> {
  refuseOtherNames(addresses);
  const dataHosts = replicas + 1;
  const data = numbered('data', dataHosts, addresses, (index) =>
    host(dataRoles(index, index < sentinels), zones.at(index % zones.length), dataSize),
  );
  const alone = numbered('sentinel', Math.max(sentinels - dataHosts, 0), addresses, (index) =>
    host(['sentinel'], zones.at(-1 - (index % zones.length)), sentinelSize),
  );
  return Object.fromEntries([...data, ...alone]);
}

function refuseOtherNames(addresses: Readonly<Record<string, string>>): void {
  const other = Object.keys(addresses).find((name) => !/^(data|sentinel)[1-9]\d*$/.test(name));
  if (other !== undefined)
    throw new UserError(`spread: addresses: ${show(other)} is no host; write data1, sentinel1 and so on`);
}

function dataRoles(index: number, alsoSentinel: boolean): readonly Role[] {
  const role = index === 0 ? 'primary' : 'replica';
  return alsoSentinel ? [role, 'sentinel'] : [role];
}

function host(roles: readonly Role[], zone: string | undefined, size: SizeName | undefined): HostDefinition {
  return { roles, ...(zone === undefined ? {} : { zone }), ...(size === undefined ? {} : { size }) };
}

function numbered(
  family: 'data' | 'sentinel',
  count: number,
  addresses: Readonly<Partial<Record<string, string>>>,
  make: (index: number) => HostDefinition,
): (readonly [string, HostDefinition])[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${family}${index + 1}`;
    return [name, placed(make(index), addresses[name])];
  });
}

/** The host at a given address, which says its zone. */
function placed({ zone, ...others }: HostDefinition, address: string | undefined): HostDefinition {
  if (address !== undefined) return { ...others, address };
  return zone === undefined ? others : { ...others, zone };
}
