/** How a connection to a program is opened that takes one of some logins. */
import { messageOf } from '../base/errors.ts';
import type { Connect, Connection } from './connection.ts';
import type { Endpoint } from './reach.ts';

/** As whom a program is asked. */
export interface Login {
  /** The name of the user. @default that of the user `default`, who is not named */
  readonly username?: string;
  readonly password: string;
}

/** How Redis refuses a password, and a user that it does not know (redis acl.c, addAuthErrReply). */
const WRONG_PASSWORD = 'WRONGPASS';

/**
 * Connects with the first login that is not refused. While one takes the place of another, some hosts have this one and some
 * that.
 *
 * @param logins undefined stands for none at all
 * @throws Error if it cannot be reached, or refuses each of them
 */
export async function logIn(
  connect: Connect,
  endpoint: Endpoint,
  [login, ...others]: readonly (Login | undefined)[],
): Promise<Connection> {
  try {
    return await connect(endpoint, login);
  } catch (error) {
    if (others.length === 0 || !messageOf(error).startsWith(WRONG_PASSWORD)) throw error;
    return logIn(connect, endpoint, others);
  }
}
