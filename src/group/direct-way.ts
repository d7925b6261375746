/** Hosts that this machine reaches by their addresses: it is in their network, and may use the ports of clients. */
import { UserError } from '../base/errors.ts';
import type { Environment } from '../topology/environment.ts';
import { addressOf } from './address.ts';
import type { KnownPasswords } from './password.ts';
import type { Reach } from './reach.ts';
import { recognise } from './recognise.ts';
import type { Trust } from './trust.ts';
import type { Way } from './way.ts';

/** @param known may come later than the hosts are found */
export function directWay({ passwords, known }: KnownPasswords, trust: Trust): Way {
  return {
    how: 'by the addresses of its hosts',
    passwords,
    trust,
    reachOf: directReach,
    async ready(group) {
      if (!(await recognise(group)))
        throw new UserError(
          `no Sentinel of ${group.environment.name} answers at its address from here, so its password is told to nobody and its state is not known; run this in its network as one of its clients, or through a host there with --jump`,
        );
      await known;
    },
    close: () => undefined,
  };
}

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
