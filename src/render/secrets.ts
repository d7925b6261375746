import { type Secret, secret } from '../redis/document.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { CREATED_TAG } from '../topology/tags.ts';
import { groupUsers, hasUsers, requiresUsers } from '../topology/users.ts';

/**
 * The one password of a group, that of its user `default`: clients, replicas and Sentinels use it, since roles swap. Where
 * users are required nobody does.
 */
export const REDIS_PASSWORD = secret('redis-password');

/** The user that vedette, and the scripts of a host, log in as. */
export const OWN_USER = 'vedette';

/** The user that programs log in as which use the data. */
export const APPLICATION = 'application';

/** The password of a user of a group. In a line `user` it stands for the hash, and in any other for the password itself. */
export function userPassword(user: string): Secret {
  return secret(`user/${user}`);
}

/** The password that programs log in with which use the data. */
export function clientSecret(environment: Pick<Environment, 'users'>): Secret {
  return hasUsers(environment) ? userPassword(APPLICATION) : REDIS_PASSWORD;
}

/** The name of that password, or of another one, in the secret store. */
export function secretName(environment: NamedSecret, { secret }: Secret = REDIS_PASSWORD): string {
  return `${secretOwner(environment)}/${secret}`;
}

/** Every password of a group that is kept in the store. */
export function groupPasswords(environment: Environment): readonly Secret[] {
  const users = groupUsers(environment).map(({ name }) => userPassword(name));
  return requiresUsers(environment) ? users : [REDIS_PASSWORD, ...users];
}

/** The name of the secret with the authority of an environment and its key, which no host may read. */
export function authoritySecretName(environment: NamedSecret): string {
  return `${secretOwner(environment)}/authority`;
}

/** The name of the secret with the certificate of a host and its key, which that host alone may read. */
export function certificateSecretName(environment: NamedSecret, { name }: Pick<Host, 'name'>): string {
  return `${secretOwner(environment)}/certificate/${name}`;
}

/**
 * What the names of an environment's secrets begin with. One that was created for a time has its moment in there: whoever
 * deletes a secret by hand blocks its name for 7 to 30 days (Secrets Manager, DeleteSecret), and the name of the environment
 * is to be free again at once.
 */
export function secretOwner({ name, aws }: NamedSecret): string {
  const created = aws.tags[CREATED_TAG];
  return created === undefined ? `vedette/${name}` : `vedette/${name}/${created.replaceAll(/[^0-9TZ]/g, '')}`;
}

/** What the names of secrets follow from. */
interface NamedSecret {
  readonly name: string;
  readonly aws: Pick<Environment['aws'], 'tags'>;
}
