import type { Aws, Environment, Zone } from '../topology/environment.ts';

/** Every address, as a destination. */
export const ANYWHERE = '0.0.0.0/0';

/** What an environment has one of and AWS knows by a name. */
type Part = 'data' | 'sentinel' | 'client' | 'secrets' | 'spread' | 'alarms' | 'entrance' | 'entered';

/** What is known by a name in all regions of an account: roles and instance profiles. */
type GlobalPart = 'host' | 'flows' | 'backups';

/** What a host has one alarm for. */
export type Watched = 'status' | 'volume';

/**
 * The name of what an environment has one of: `lab-data`. No two environments meet, since a part is never the name of a
 * host. Another name would replace what has it, and AWS deletes no placement group or security group that hosts are in.
 */
export function fullName(environment: Pick<Environment, 'name'>, part: Part): string {
  return `${environment.name}-${part}`;
}

/**
 * The name of what all regions of an account share: `lab-host-eu-central-1`, so that an environment may stand in two of
 * them under one name.
 */
export function globalName(
  { name, aws }: { readonly name: string; readonly aws: Pick<Aws, 'region'> },
  part: GlobalPart,
): string {
  return `${name}-${part}-${aws.region}`;
}

/**
 * The name of a host's alarm: `lab_ns-status`. An underscore, which no name of an environment or a host has, so that
 * `shop-eu` with its `data1` never meets `shop` with its `eu-data1` in one account.
 */
export function alarmName(environment: Pick<Environment, 'name'>, host: string, watched: Watched): string {
  return `${environment.name}_${host}-${watched}`;
}

/** The tag that the console shows as a resource's name; others may have the same. */
export function nameTag(environment: Pick<Environment, 'name'>, part: string): { Name: string } {
  return { Name: `${environment.name}-${part}` };
}

/** The name of a zone in AWS: `eu-central-1a`. */
export function zoneName({ aws }: Environment, zone: Zone): string {
  return `${aws.region}${zone.name}`;
}
