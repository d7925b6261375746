import { secret } from '../redis/document.ts';
import type { Environment } from '../topology/environment.ts';
import { CREATED_TAG } from '../topology/tags.ts';

/** The one password of a group: clients, replicas and Sentinels use it, since roles swap. */
export const REDIS_PASSWORD = secret('redis-password');

/**
 * The name of that password in the secret store; it begins with what the host's role may read. One that was created for a
 * time has its moment in there: whoever deletes the secret by hand blocks its name for 7 to 30 days (Secrets Manager,
 * DeleteSecret), and the name of the environment is to be free again at once.
 */
export function secretName({ name, aws }: NamedSecret): string {
  const created = aws.tags[CREATED_TAG];
  const owner = created === undefined ? name : `${name}/${created.replaceAll(/[^0-9TZ]/g, '')}`;
  return `vedette/${owner}/${REDIS_PASSWORD.secret}`;
}

/** What the name of the password follows from. */
interface NamedSecret {
  readonly name: string;
  readonly aws: Pick<Environment['aws'], 'tags'>;
}
