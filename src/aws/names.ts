import type { Environment, Zone } from '../topology/environment.ts';

/** Every address, as a destination. */
export const ANYWHERE = '0.0.0.0/0';

/**
 * A resource's name in AWS: `lab_ns`. An underscore, which no name of an environment or a host has and every service
 * takes, so that `shop-eu` with its `data1` never meets `shop` with its `eu-data1` in one account.
 */
export function fullName(environment: Pick<Environment, 'name'>, part: string): string {
  return `${environment.name}_${part}`;
}

/** The tag that the console shows as a resource's name. */
export function nameTag(environment: Environment, part: string): { Name: string } {
  return { Name: fullName(environment, part) };
}

/** The name of a zone in AWS: `eu-central-1a`. */
export function zoneName({ aws }: Environment, zone: Zone): string {
  return `${aws.region}${zone.name}`;
}
