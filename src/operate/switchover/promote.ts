/** Having a Sentinel promote a replica, by either of its ways. */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { NoAnswer } from '../../group/client.ts';
import { demand } from '../../group/demand.ts';
import { type HostWithData, sentinelHosts } from '../../topology/environment.ts';
import { isFailingOver, namedBy, roleOf, type Switching } from './switching.ts';

/** Sentinel counts from its first step, and is asked again after that. */
const GIVES_UP = milliseconds(5_000);

/**
 * Has a replica promoted, while writes are paused.
 *
 * @returns who says that it is primary: Sentinels name it about a second later
 * @throws UserError if the Sentinel refuses, or gives up, and nobody is promoted
 */
export async function promote(switching: Switching): Promise<HostWithData> {
  await ask(switching);
  return replaced(switching, () => promoted(switching));
}

/**
 * Has Sentinel do everything: it pauses writes itself, and hands over once the replica has all of them (Valkey 9.1 and later).
 *
 * @returns whom all Sentinels name: an OK says nothing, since it is answered where rights lack too (measured with 9.1.2)
 * @throws UserError if the Sentinel refuses, or gives up, and all name the old primary
 */
export async function coordinate(switching: Switching): Promise<HostWithData> {
  const { undo, old } = switching;
  undo.remember({ host: old.name, what: `${old.name} takes writes again`, command: ['CLIENT', 'UNPAUSE'] });
  await ask(switching, 'COORDINATED');
  return replaced(switching, () => named(switching));
}

/** Asks once, and of one Sentinel: two that lead would promote two. One that is silent may do it all the same. */
async function ask(switching: Switching, ...how: readonly string[]): Promise<void> {
  const { group, leading, tell, signal } = switching;
  const command = ['SENTINEL', 'FAILOVER', group.environment.sentinel.group, ...how];
  signal?.throwIfAborted();
  tell(command.join(' '), leading.name);
  try {
    await demand(group.sentinel(leading.name), ...command);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
}

/** Waits until there is another primary, or the Sentinel has given up; nobody interrupts that. */
async function replaced(
  { group, leading, tell }: Switching,
  look: () => Promise<HostWithData | undefined>,
): Promise<HostWithData> {
  tell('waits until a replica is promoted');
  let found: HostWithData | undefined;
  await until(
    'a replica is promoted',
    async () => {
      // In this order: one that has promoted by the second look has not given up before.
      const goesOn = await isFailingOver(group, leading.name).catch(asIfGoingOn);
      found = await look();
      if (found === undefined && !goesOn)
        throw new UserError(`Sentinel ${leading.name} gave the failover up, and promoted nobody`);
      return found !== undefined;
    },
    milliseconds(group.environment.sentinel.failoverTimeout + GIVES_UP),
  );
  if (found === undefined) throw new RangeError('nobody is promoted, and the wait for one is over');
  return found;
}

/** What is silent may go on. */
function asIfGoingOn(error: unknown): boolean {
  if (error instanceof UserError) return true;
  throw error;
}

async function promoted({ group, promotable }: Switching): Promise<HostWithData | undefined> {
  const roles = await Promise.all(promotable.map(({ host }) => roleOf(group, host)));
  return promotable[roles.findIndex(([role]) => role === 'master')]?.host;
}

async function named({ group, promotable }: Switching): Promise<HostWithData | undefined> {
  const hosts = sentinelHosts(group.environment);
  const names = new Set(await Promise.all(hosts.map(({ name }) => namedBy(group, name))));
  names.delete(undefined);
  const [address] = names.size === 1 ? names : [];
  return promotable.find(({ host }) => host.address === address)?.host;
}
