import { UserError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import type { Environment } from '../topology/environment.ts';
import type { Address } from '../topology/ipv4.ts';

/** The address of a host. @throws UserError that names the nearest one if there is none of that name */
export function addressOf({ name, hosts }: Pick<Environment, 'name' | 'hosts'>, host: string): Address {
  const found = hosts.find((one) => one.name === host);
  if (found !== undefined) return found.address;
  const names = hosts.map((one) => one.name);
  throw new UserError(`${name} has no host ${host}; ${adviceOf(nearest(host, names), names)}`);
}
