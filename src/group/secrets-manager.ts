/** Secrets in AWS's secret store, read and written with the credentials of whoever calls. */
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import { withoutCredentials } from '../base/credentials.ts';
import { messageOf, UserError } from '../base/errors.ts';

/** A secret. */
export interface StoredSecret {
  readonly region: string;
  readonly name: string;
  /** What it holds, for messages. @default 'the password' */
  readonly noun?: string;
  /** What else to do where it cannot be read, as a clause. @default nothing */
  readonly otherwise?: string;
}

/** A request that takes longer than this is given up, in milliseconds. */
const PATIENCE = 10_000;

/** The labels that the store gives the versions of a secret (Secrets Manager, "What's in a secret"). */
export type Stage = 'AWSCURRENT' | 'AWSPREVIOUS' | 'AWSPENDING';

// It speaks of later versions of the library, which a package has pinned and its users cannot choose.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Asks the store of a region, and closes every connection to it. */
export async function asking<Result>(
  { region }: Pick<StoredSecret, 'region'>,
  work: (client: SecretsManagerClient) => Promise<Result>,
): Promise<Result> {
  const client = new SecretsManagerClient({ region });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** Gives a secret a value. @throws UserError if the store cannot be asked, or refuses */
export async function putIn(
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

/** The value of a secret; undefined if it has none. @throws UserError if the store cannot be asked, or refuses */
export async function valueIn(
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
      `${placeOf(secret)} cannot be read (${why}); ${advice}${secret.otherwise === undefined ? '' : `, or ${secret.otherwise}`}`,
      { cause: error },
    );
  }
}

/** A secret, as messages call it. */
export function placeOf({ region, name, noun = 'the password' }: StoredSecret): string {
  return `${noun} ${name} in Secrets Manager of ${region}`;
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
  return withoutCredentials(error) ?? [messageOf(error), 'check the network and the region'];
}
