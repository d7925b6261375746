/** What Sentinels remember and no definition has. */
import type { Host } from '../../topology/environment.ts';
import type { RolloutInput } from '../rollout/input.ts';
import { arriving } from '../rollout/members.ts';
import { isOf, type Remembered, rememberedBy } from './remembered.ts';

/** Whoever is remembered and is none of the hosts that there are. */
export interface Outsiders {
  /** Who is down, and has no machine: hosts that left, half forgotten, or an address that was somebody else's. */
  readonly gone: readonly Remembered[];
  /** Who is up, and of whom nobody knows what it is: another group, perhaps. */
  readonly strangers: readonly Remembered[];
}

export type OutsidersInput = Pick<RolloutInput, 'environment' | 'running' | 'base' | 'status' | 'machines'>;

/** Sorts what the Sentinels remember beside the hosts that there are, and the programs that these give up in this roll-out. */
export function outsidersOf(input: OutsidersInput): Outsiders {
  const others = rememberedBy(input.status).filter(
    (remembered) => !isOwn(input, remembered) && !givesUp(input, remembered),
  );
  return {
    gone: others.filter(({ isUp }) => !isUp),
    strangers: others.filter(({ isUp }) => isUp),
  };
}

/** True for a program of a host that is there, and for that of one that is lost and comes again at its old address. */
function isOwn(input: OutsidersInput, remembered: Remembered): boolean {
  const isTheirs = (host: Host): boolean => isOf(host, remembered, input.environment);
  if (input.running.hosts.some(isTheirs)) return true;
  return !remembered.isUp && arriving(input).some((host) => isTheirs(host) && wasThere(input, host));
}

function wasThere({ base }: OutsidersInput, { name, address }: Host): boolean {
  return base?.hosts.some((host) => host.name === name && host.address === address) ?? false;
}

/** A host that stays is made anew without the role; until then its program goes on. */
function givesUp({ running, machines }: OutsidersInput, { place }: Remembered): boolean {
  const host = running.hosts.find(({ address }) => address === place.address)?.name;
  return machines.hosts.some((change) => change.host === host && change.deed !== 'create');
}
