/** Where the passwords of an environment are changed. */
import { isAttached } from '../aws/credentials.ts';
import type { PasswordStore } from '../group/password-store.ts';
import { connect } from '../local/connection.ts';
import { cloudFor } from '../local/find-cloud.ts';
import { localPasswordStore } from '../local/password-store.ts';
import type { Secret } from '../redis/document.ts';
import { REDIS_PASSWORD, secretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';

/**
 * The store of the group that `openGroup` reaches: that of this machine where it is up here.
 *
 * @param jump whether by ssh
 * @param secret which password. @default the group's
 */
export async function passwordStore(
  environment: Environment,
  jump: string | undefined,
  secret: Secret = REDIS_PASSWORD,
): Promise<PasswordStore> {
  const entry = jump === undefined && !isAttached(process.env) ? cloudFor(environment) : undefined;
  if (entry !== undefined) return localPasswordStore(connect(entry), environment, secret);
  const { passwordStoreOf } = await import('../group/stored-passwords.ts');
  return passwordStoreOf({ region: environment.aws.region, name: secretName(environment, secret) });
}
