/** The passwords of a Redis that runs. */
import { parseDocument } from '../redis/parse.ts';
import { readConfigFile } from './config-file.ts';
import type { Reach } from './reach.ts';

/** The password in the redis.conf of a host; empty if it has none. @throws UserError if the host cannot be reached */
export async function passwordOf(reach: Pick<Reach, 'read'>, host: string): Promise<string> {
  const read = await readConfigFile(reach, host, 'redis');
  const document = read === undefined ? [] : parseDocument(read.text, { file: read.file, kind: 'redis' });
  const [password] = document.findLast(({ name }) => name === 'requirepass')?.args ?? [];
  return typeof password === 'string' ? password : '';
}

/**
 * Where passwords come from: those that the Redis of a host may have, the one that it should have first; none where it asks
 * for none.
 *
 * @throws UserError if they cannot be read
 */
export type Passwords = (host: string) => Promise<readonly string[]>;

/** What stands in the redis.conf of each host. */
export function passwordsOfHosts(reach: Pick<Reach, 'read'>): Passwords {
  return async (host) => {
    const password = await passwordOf(reach, host);
    return password === '' ? [] : [password];
  };
}
