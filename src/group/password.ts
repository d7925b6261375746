/** The passwords of a Redis that runs. */
import { UserError } from '../base/errors.ts';
import { parseDocument } from '../redis/parse.ts';
import { LOGIN_FILE } from '../render/freebsd.ts';
import { OWN_USER } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';
import { hasUsers, requiresUsers } from '../topology/users.ts';
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
 * Where passwords come from: those that a user of a host may have, the one that it should have first; none where it has none,
 * or where nobody here knows.
 *
 * @param user its name; absent for the user `default`, whose password is that of the group
 * @throws UserError if they cannot be read
 */
export type Passwords = (host: string, user?: string) => Promise<readonly string[]>;

/** Passwords that are asked for once, and are those of every host. */
export interface KnownPasswords {
  readonly passwords: Passwords;
  /** Fulfilled when all are known. @throws UserError if they cannot be read */
  readonly known: Promise<unknown>;
}

/** Begins to ask for those of a group: of the users that it is asked as. @param find none where there is no such user */
export function knownPasswords(
  environment: Environment,
  find: (user: string | undefined) => Promise<readonly string[]>,
): KnownPasswords {
  const users = [
    ...(hasUsers(environment) ? [OWN_USER] : []),
    ...(requiresUsers(environment) ? [] : [undefined]),
  ];
  const found = new Map(users.map((user) => [user, find(user)]));
  const known = Promise.all(found.values());
  known.catch(() => undefined);
  // One that was not there may have come meanwhile.
  const passwords: Passwords = async (_, user) => {
    const early = (await found.get(user)) ?? [];
    return early.length > 0 ? early : find(user);
  };
  return { passwords, known };
}

/**
 * What stands in the files of each host: of the group in redis.conf, and of `vedette` in what its role script reads.
 *
 * @param stored finds those of users in the store. @default none is reached
 */
export function passwordsOfHosts(reach: Pick<Reach, 'read'>, stored?: UserPasswords): Passwords {
  return async (host, user) => {
    if (user === undefined) return some(await passwordOf(reach, host));
    const own = user === OWN_USER ? ((await reach.read(host, LOGIN_FILE)) ?? '').trim() : '';
    return own === '' ? some(await stored?.(user)) : [own];
  };
}

/** Finds the password of a user; undefined where there is none. */
export type UserPasswords = (user: string) => Promise<string | undefined>;

function some(password: string | undefined): readonly string[] {
  return password === undefined || password === '' ? [] : [password];
}

/**
 * The password that a user is to have on every host.
 *
 * @throws UserError if the store has none yet, or is not reached
 */
export async function userPasswordOf(
  group: { readonly environment: Environment; readonly passwords: Passwords },
  host: string,
  user: string,
): Promise<string> {
  const [password] = await group.passwords(host, user);
  if (password !== undefined) return password;
  const { name } = group.environment;
  throw new UserError(
    `the secret store has no password of the user ${user} of ${name}; vedette deploy ${name} makes it`,
  );
}
