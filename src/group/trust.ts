/** Whose word is taken on who a host is. */
import { UserError } from '../base/errors.ts';
import { placesIn } from '../render/freebsd.ts';
import type { Environment } from '../topology/environment.ts';
import { hasTls } from '../topology/tls.ts';
import type { Reach } from './reach.ts';

/**
 * The certificates of the authorities that sign those of hosts, as PEM.
 *
 * @throws UserError if they cannot be read
 */
export type Trust = () => Promise<string>;

/** What stands on the hosts themselves, of which the first that has it tells: for hosts that nobody else answers for. */
export function trustOfHosts(reach: Pick<Reach, 'read'>, environment: Environment): Trust {
  const { name, hosts } = environment;
  const { authority } = placesIn(environment).tls;
  return async () => {
    for (const host of hosts) {
      const text = await reach.read(host.name, authority).catch(() => undefined);
      if (text !== undefined) return text;
    }
    throw new UserError(
      `no host of ${name} tells who signs its certificate (${authority}), so none is asked anything; give the authority's certificate with --authority`,
    );
  };
}

/** What stands on the hosts; undefined where nothing is encrypted. @throws UserError if none tells */
export async function authorityIn(
  reach: Pick<Reach, 'read'>,
  environment: Environment,
): Promise<string | undefined> {
  return hasTls(environment) ? trustOfHosts(reach, environment)() : undefined;
}
