/** Whether those who listen at the addresses of a group are this group, asked before anybody is told its password. */
import { RefusedError } from '../base/errors.ts';
import { sentinelHosts } from '../topology/environment.ts';
import { hasUsers } from '../topology/users.ts';
import type { Group } from './group.ts';
import { textOf } from './reply.ts';

/**
 * Asks its Sentinels, who tell everybody, for their ids, which follow from the names of the environment and the host.
 * The addresses of a VPC are those of other machines in other networks.
 *
 * @returns true if a Sentinel is one of the group; false if none answers
 * @throws RefusedError if the first that answers is another one, or something else
 */
export async function recognise(group: Group): Promise<boolean> {
  const answers = sentinelHosts(group.environment).map(async (host) => ({
    host,
    id: await idOf(group, host.name),
  }));
  const first = await Promise.any(answers).catch(() => undefined);
  if (first === undefined) return false;
  const { host, id } = first;
  if (id === host.sentinel.myid) return true;
  throw new RefusedError(
    `who listens at ${host.address} is not the Sentinel ${host.name} of ${group.environment.name} (its id is not ${host.sentinel.myid}), so nobody there is told the password; see which network this is`,
  );
}

/** Where there are users nobody stays connected who has no name: the roll-out of users waits until there is no such client. */
async function idOf(group: Group, host: string): Promise<string> {
  const stranger = group.stranger(host);
  const id = textOf(await stranger.ask(['SENTINEL', 'MYID']));
  if (hasUsers(group.environment)) stranger.close();
  return id;
}
