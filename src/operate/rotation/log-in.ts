/** Looks whether a host lets somebody in, over a connection that nobody had before. */
import { UserError } from '../../base/errors.ts';
import { Client } from '../../group/client.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';

/** @throws UserError if it does not let the password in */
export async function proveLogin(group: Group, host: string, password: string): Promise<void> {
  const endpoint = await group.endpoint(host, 'redis');
  const fresh = new Client(`Redis on ${host}`, (connect) => connect(endpoint, { password }));
  try {
    await demand(fresh, 'PING');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${host} does not let in the password that it was told`, { cause: error });
  } finally {
    fresh.close();
  }
}
