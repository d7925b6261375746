/** The password of programs that use the data of a group on this machine. */
import { UserError } from '../base/errors.ts';
import { passwordOf, type UserPasswords } from '../group/password.ts';
import type { LocalCloud } from '../local/index.ts';
import { clientSecret, secretName, userPassword } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';
import { hasUsers } from '../topology/users.ts';

/** Finds passwords of users in the secret store of a cloud. */
export function storedIn(cloud: LocalCloud, environment: Environment): UserPasswords {
  return async (user) => (await cloud.secret(secretName(environment, userPassword(user))))?.value;
}

/**
 * That of the user of applications, which stands on no host in the clear, and where there are no users that of the group.
 *
 * @param host a data host that runs
 * @throws UserError if the host cannot be reached, or the store has none
 */
export async function clientPassword(
  cloud: LocalCloud,
  environment: Environment,
  host: string,
): Promise<string> {
  if (!hasUsers(environment)) return passwordOf(cloud, host);
  const name = secretName(environment, clientSecret(environment));
  const stored = await cloud.secret(name);
  if (stored === undefined) throw new UserError(`the secret store of ${cloud.name} has no ${name}`);
  return stored.value;
}
