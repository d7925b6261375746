/** The password of a group in AWS's secret store, read with the credentials of whoever calls. */
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import { messageOf, UserError } from '../base/errors.ts';
import type { PasswordStore, StoredValues } from './password-store.ts';

/** A secret. */
export interface StoredSecret {
  readonly region: string;
  readonly name: string;
}

/** A request that takes longer than this is given up, in milliseconds. */
const PATIENCE = 10_000;

/** The labels that the store gives the versions of a secret (Secrets Manager, "What's in a secret"). */
type Stage = 'AWSCURRENT' | 'AWSPREVIOUS' | 'AWSPENDING';

// It speaks of later versions of the library, which a package has pinned and its users cannot choose.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * The password of now, and the one before it, which hosts have until they are told the new one.
 *
 * @throws UserError if the store cannot be asked, refuses, or has none
 */
export function storedPasswords(secret: StoredSecret): Promise<readonly string[]> {
  return asking(secret, async (client) => {
    const [current, previous] = await Promise.all([
      valueIn(client, secret, 'AWSCURRENT'),
      valueIn(client, secret, 'AWSPREVIOUS'),
    ]);
    if (current === undefined) throw missing(secret);
    return [current, ...(previous === undefined || previous === current ? [] : [previous])];
  });
}

/** The store itself, where the password is changed. A value that is written is in no argument and no file. */
export function passwordStoreOf(secret: StoredSecret): PasswordStore {
  const put = (value: string, stage: Stage) =>
    asking(secret, (client) => putIn(client, secret, value, stage));
  return {
    read: () => asking(secret, (client) => valuesIn(client, secret)),
    propose: (value) => put(value, 'AWSPENDING'),
    // The value before gets AWSPREVIOUS by itself (Secrets Manager, PutSecretValue).
    promote: (value) => put(value, 'AWSCURRENT'),
  };
}

async function asking<Result>(
  { region }: StoredSecret,
  work: (client: SecretsManagerClient) => Promise<Result>,
): Promise<Result> {
  const client = new SecretsManagerClient({ region });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

async function valuesIn(client: SecretsManagerClient, secret: StoredSecret): Promise<StoredValues> {
  const [current, previous, pending] = await Promise.all([
    valueIn(client, secret, 'AWSCURRENT'),
    valueIn(client, secret, 'AWSPREVIOUS'),
    valueIn(client, secret, 'AWSPENDING'),
  ]);
  if (current === undefined) throw missing(secret);
  return { current, previous, pending };
}

async function putIn(
  client: SecretsManagerClient,
  secret: StoredSecret,
  value: string,
  stage: Stage,
): Promise<void> {
  const command = new PutSecretValueCommand({
    SecretId: secret.name,
    SecretString: value,
    VersionStages: [stage],
  });
  try {
    await client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    const [why, advice] = reason(error, 'secretsmanager:PutSecretValue');
    throw new UserError(`${placeOf(secret)} cannot be written (${why}); ${advice}`, { cause: error });
  }
}

function missing(secret: StoredSecret): UserError {
  return new UserError(
    `${placeOf(secret)} is not there; deploy the environment, or give the password in a file with --password-file`,
  );
}

async function valueIn(
  client: SecretsManagerClient,
  secret: StoredSecret,
  stage: Stage,
): Promise<string | undefined> {
  const command = new GetSecretValueCommand({ SecretId: secret.name, VersionStage: stage });
  try {
    const { SecretString } = await client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE) });
    return SecretString;
  } catch (error) {
    if (error instanceof SecretsManagerServiceException && error.name === 'ResourceNotFoundException')
      return undefined;
    const [why, advice] = reason(error, 'secretsmanager:GetSecretValue');
    throw new UserError(
      `${placeOf(secret)} cannot be read (${why}); ${advice}, or give the password in a file with --password-file`,
      { cause: error },
    );
  }
}

function placeOf({ region, name }: StoredSecret): string {
  return `the password ${name} in Secrets Manager of ${region}`;
}

/** Why, and what to do. @param right what the credentials need */
function reason(error: unknown, right: string): readonly [string, string] {
  if (error instanceof SecretsManagerServiceException)
    return [
      `it answers ${error.name}`,
      error.name === 'AccessDeniedException'
        ? `the credentials need ${right} on it`
        : 'check the credentials, or try again',
    ];
  return error instanceof Error && error.name === 'CredentialsProviderError'
    ? [
        'no credentials were found',
        'log in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      ]
    : [messageOf(error), 'check the network and the region'];
}
