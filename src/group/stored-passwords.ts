/** The password of a group in AWS's secret store, read with the credentials of whoever calls. */
import {
  GetSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import { messageOf, UserError } from '../base/errors.ts';

/** A secret. */
export interface StoredSecret {
  readonly region: string;
  readonly name: string;
}

/** A request that takes longer than this is given up, in milliseconds. */
const PATIENCE = 10_000;

/** The labels that the store gives the versions of a secret (Secrets Manager, "What's in a secret"). */
type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

// It speaks of later versions of the library, which a package has pinned and its users cannot choose.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * The password of now, and the one before it, which hosts have until they are told the new one.
 *
 * @throws UserError if the store cannot be asked, refuses, or has none
 */
export async function storedPasswords(secret: StoredSecret): Promise<readonly string[]> {
  const client = new SecretsManagerClient({ region: secret.region });
  try {
    const [current, previous] = await Promise.all(
      (['AWSCURRENT', 'AWSPREVIOUS'] as const).map((stage) => valueIn(client, secret, stage)),
    );
    if (current === undefined)
      throw new UserError(
        `${placeOf(secret)} is not there; deploy the environment, or give the password in a file with --password-file`,
      );
    return [current, ...(previous === undefined || previous === current ? [] : [previous])];
  } finally {
    client.destroy();
  }
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
    const [why, advice] = reason(error);
    throw new UserError(
      `${placeOf(secret)} cannot be read (${why}); ${advice}, or give the password in a file with --password-file`,
      { cause: error },
    );
  }
}

function placeOf({ region, name }: StoredSecret): string {
  return `the password ${name} in Secrets Manager of ${region}`;
}

/** Why, and what to do. */
function reason(error: unknown): readonly [string, string] {
  if (error instanceof SecretsManagerServiceException)
    return [
      `it answers ${error.name}`,
      error.name === 'AccessDeniedException'
        ? 'the credentials need secretsmanager:GetSecretValue on it'
        : 'check the credentials, or try again',
    ];
  return error instanceof Error && error.name === 'CredentialsProviderError'
    ? [
        'no credentials were found',
        'log in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      ]
    : [messageOf(error), 'check the network and the region'];
}
