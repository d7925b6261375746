import { secret } from '../redis/document.ts';

/** The one password of a group: clients, replicas and Sentinels use it, since roles swap. */
export const REDIS_PASSWORD = secret('redis-password');

/** The name of that password in the secret store; it begins with what the host's role may read. */
export function secretName(environment: { readonly name: string }): string {
  return `vedette/${environment.name}/${REDIS_PASSWORD.secret}`;
}
