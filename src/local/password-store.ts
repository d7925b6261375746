/** The secret store of a cloud of this machine, where the password of a group is changed. */
import { UserError } from '../base/errors.ts';
import type { Secret } from '../redis/document.ts';
import { REDIS_PASSWORD, secretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';
import type { LocalCloud } from './connection.ts';
import type { StoredSecret } from './secrets.ts';

/**
 * The store of an environment, as `src/group/password-store.ts` describes one.
 *
 * @param secret which password. @default the group's
 */
export function localPasswordStore(
  cloud: LocalCloud,
  environment: Environment,
  secret: Secret = REDIS_PASSWORD,
) {
  const name = secretName(environment, secret);
  const find = async (): Promise<StoredSecret> => {
    const secret = await cloud.secret(name);
    if (secret !== undefined) return secret;
    throw new UserError(`the store of ${environment.name} on this machine has no ${name}; boot it anew`);
  };
  const put = async (value: string, stage: 'AWSCURRENT' | 'AWSPENDING'): Promise<void> =>
    cloud.putSecret({ name, arn: (await find()).arn, value, stage });
  return {
    read: async () => {
      const { value, previous, pending } = await find();
      return { current: value, previous, pending };
    },
    propose: (value: string) => put(value, 'AWSPENDING'),
    promote: (value: string) => put(value, 'AWSCURRENT'),
  };
}
