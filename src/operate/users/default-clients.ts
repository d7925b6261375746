/** Clients that are logged in as a user who is to be none any more: they would be refused. */
import type { Group } from '../../group/group.ts';
import { connectedClient, SENTINEL_NAME, titleOf, untilGone } from '../connected-clients.ts';
import type { Place } from '../rotation/log-in.ts';

/**
 * The clients that are logged in as a user, from what a program answers to `CLIENT LIST`: as `10.0.0.9:51234`, with the name that
 * they gave themselves. A link of replication is none: it stays open, and is somebody else when it comes back.
 *
 * @param left whom else it leaves out, by the name that it gave itself. @default nobody
 */
export function clientsOf(list: readonly string[], user: string, left?: RegExp): readonly string[] {
  return list
    .map(connectedClient)
    .filter(
      (client) => client.user === user && !/[SM]/.test(client.flags) && left?.test(client.name) !== true,
    )
    .map(titleOf);
}

/**
 * Waits until nobody is logged in to a program as the default user.
 *
 * @param counts `sentinels` too, which are such clients until they log in by name
 * @throws UserError that names who still is
 */
export async function withoutDefaultClients(
  group: Group,
  { host, program }: Place,
  counts: 'clients' | 'sentinels',
  signal?: AbortSignal,
): Promise<void> {
  await untilGone(group[program](host), {
    find: (list) => clientsOf(list, 'default', counts === 'clients' ? SENTINEL_NAME : undefined),
    who: 'clients that name no user, which would be refused',
    remedy: `have them log in as application or as a user of users.more, and go on with vedette rollout ${group.environment.name}`,
    signal,
  });
}

/** Waits until nobody is logged in to a program as a user that goes. @throws UserError that names who still is */
export async function withoutClientsOf(
  group: Group,
  { host, program, user }: Place & { readonly user: string },
  signal?: AbortSignal,
): Promise<void> {
  await untilGone(group[program](host), {
    find: (list) => clientsOf(list, user),
    who: `clients that are logged in as ${user}, which would be cut off`,
    remedy: `have them log in as another user, and go on with vedette rollout ${group.environment.name}`,
    signal,
  });
}
