/** The password of a group in AWS's secret store. */
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { UserError } from '../base/errors.ts';
import type { PasswordStore, StoredValues } from './password-store.ts';
import { asking, placeOf, putIn, type Stage, type StoredSecret, valueIn } from './secrets-manager.ts';

/** The secret of a password. */
export type PasswordSecret = Pick<StoredSecret, 'region' | 'name'>;

const OTHERWISE = 'give the password in a file with --password-file';

/**
 * The password of now, and the one before it, which hosts have until they are told the new one.
 *
 * @throws UserError if the store cannot be asked, refuses, or has none
 */
export async function storedPasswords(secret: PasswordSecret): Promise<readonly string[]> {
  const passwords = await passwordsIfStored(secret);
  if (passwords.length === 0) throw missing(secret);
  return passwords;
}

/** The same of one that may not be there yet: then there is none. @throws UserError if the store cannot be asked, or refuses */
export function passwordsIfStored(secret: PasswordSecret): Promise<readonly string[]> {
  return asking(secret, async (client) => {
    const [current, previous] = await Promise.all([
      passwordIn(client, secret, 'AWSCURRENT'),
      passwordIn(client, secret, 'AWSPREVIOUS'),
    ]);
    if (current === undefined) return [];
    return [current, ...(previous === undefined || previous === current ? [] : [previous])];
  });
}

/** The store itself, where the password is changed. A value that is written is in no argument and no file. */
export function passwordStoreOf(secret: PasswordSecret): PasswordStore {
  const put = (value: string, stage: Stage) =>
    asking(secret, (client) => putIn(client, secret, value, stage));
  return {
    read: () => asking(secret, (client) => valuesIn(client, secret)),
    propose: (value) => put(value, 'AWSPENDING'),
    // The value before gets AWSPREVIOUS by itself (Secrets Manager, PutSecretValue).
    promote: (value) => put(value, 'AWSCURRENT'),
  };
}

async function valuesIn(client: SecretsManagerClient, secret: PasswordSecret): Promise<StoredValues> {
  const [current, previous, pending] = await Promise.all([
    passwordIn(client, secret, 'AWSCURRENT'),
    passwordIn(client, secret, 'AWSPREVIOUS'),
    passwordIn(client, secret, 'AWSPENDING'),
  ]);
  if (current === undefined) throw missing(secret);
  return { current, previous, pending };
}

function passwordIn(
  client: SecretsManagerClient,
  secret: PasswordSecret,
  stage: Stage,
): Promise<string | undefined> {
  return valueIn(client, { ...secret, otherwise: OTHERWISE }, stage);
}

function missing(secret: PasswordSecret): UserError {
  return new UserError(`${placeOf(secret)} is not there; deploy the environment, or ${OTHERWISE}`);
}
