/** Hosts that are reached through others by ssh. */
import type { KnownPasswords } from '../password.ts';
import { recognise } from '../recognise.ts';
import type { Trust } from '../trust.ts';
import type { Way } from '../way.ts';
import type { JumpHost } from './jump-host.ts';
import { jumpReach, portsOf } from './jump-reach.ts';
import { Tunnel } from './tunnel.ts';

/**
 * Begins to log in to the last of some jump hosts. Who names them says which network is meant, so the group is also asked
 * where no Sentinel is left to be recognised by.
 *
 * @param known may come later than the hosts are reached
 */
export function jumpWay(hosts: readonly JumpHost[], { passwords, known }: KnownPasswords, trust: Trust): Way {
  const tunnel = new Tunnel(hosts);
  return {
    how: `through ${tunnel.name}`,
    passwords,
    trust,
    reachOf: (environment) => jumpReach(tunnel, environment),
    async ready(group) {
      await tunnel.ready();
      await tunnel.open(portsOf(group.environment));
      await recognise(group);
      await known;
    },
    close: () => tunnel[Symbol.dispose](),
  };
}
