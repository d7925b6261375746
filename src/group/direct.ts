/** Hosts that this machine reaches by their addresses. */
import { UserError } from '../base/errors.ts';
import type { Environment } from '../topology/environment.ts';
import { addressOf } from './address.ts';
import type { Reach } from './reach.ts';

/** Ports alone: nobody has a shell on the hosts this way. */
export function directReach(environment: Environment): Reach {
  return {
    exec: async (host) => {
      throw new UserError(
        `no program can be run on ${host}, whose ports alone are reached from here; give --jump, with a key that the host takes`,
      );
    },
    read: async (host, path) => {
      throw new UserError(
        `${path} of ${host} cannot be read, whose ports alone are reached from here, so what it says is not known; give --jump, with a key that the host takes`,
      );
    },
    endpoint: async (host, port) => ({ host: addressOf(environment, host), port }),
  };
}
