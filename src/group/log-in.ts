/** How a connection to a Redis is opened that has one of some passwords. */
import { messageOf } from '../base/errors.ts';
import type { Connect, Connection } from './connection.ts';
import type { Endpoint } from './reach.ts';

/** How Redis refuses a password (redis acl.c, addAuthErrReply). */
const WRONG_PASSWORD = 'WRONGPASS';

/**
 * Connects with the first password that is not refused. While one takes the place of another, some hosts have this one
 * and some that.
 *
 * @throws Error if it cannot be reached, or refuses each of them
 */
export async function logIn(
  connect: Connect,
  endpoint: Endpoint,
  [password, ...others]: readonly string[],
): Promise<Connection> {
  try {
    return await connect(endpoint, password);
  } catch (error) {
    if (others.length === 0 || !messageOf(error).startsWith(WRONG_PASSWORD)) throw error;
    return logIn(connect, endpoint, others);
  }
}
