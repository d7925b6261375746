/** Looks whether a program lets a user in, over a connection that nobody had before. */
import { UserError } from '../../base/errors.ts';
import { Client } from '../../group/client.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import type { DocumentKind } from '../../redis/document.ts';

/** A program of a host. */
export interface Place {
  readonly host: string;
  readonly program: DocumentKind;
}

/** @throws UserError if it does not let the user in with the password */
export async function proveLogin(
  group: Group,
  { host, program }: Place,
  user: string,
  password: string,
): Promise<void> {
  const endpoint = await group.endpoint(host, program);
  const fresh = new Client(nameOf({ host, program }), (connect) => connect(endpoint, undefined));
  try {
    await demand(fresh, 'AUTH', user, password);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // What a program says to AUTH names no password (redis acl.c, addAuthErrReply).
    throw new UserError(`${nameOf({ host, program })} does not let in the password that it was told`, {
      cause: error,
    });
  } finally {
    fresh.close();
  }
}

/** What a program of a host is called. */
export function nameOf({ host, program }: Place): string {
  return program === 'redis' ? `Redis on ${host}` : `Sentinel ${host}`;
}
