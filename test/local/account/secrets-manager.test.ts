import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { passwordStoreOf, storedPasswords } from '../../../src/group/stored-passwords.ts';
import { secretsManager } from '../../../src/local/account/secrets-manager.ts';
import { serveAccount } from '../../../src/local/account/server.ts';
import type { LocalSecret } from '../../../src/local/protocol.ts';
import { type StoredSecret, secretArn } from '../../../src/local/secrets.ts';
import { credentialsIn } from './_account.ts';

const REGION = 'eu-central-1';
const SECRETS: Readonly<Record<string, StoredSecret>> = {
  once: { arn: secretArn(REGION, 'once'), value: 'first' },
  twice: { arn: secretArn(REGION, 'twice'), value: 'second', previous: 'first' },
};

/** Starts the account and leads this process to it. */
async function lead(t: ExecutionContext, changes: Readonly<Record<string, string>> = {}) {
  const { variables, close } = await serveAccount([secretsManager(async (name) => SECRETS[name])], {});
  t.teardown(close);
  Object.assign(process.env, variables, changes);
  delete process.env.AWS_PROFILE;
  return variables;
}

test.serial('a password is read with the one before it, where there was one', async (t) => {
  await lead(t);
  t.deepEqual(await storedPasswords({ region: REGION, name: 'once' }), ['first']);
  t.deepEqual(await storedPasswords({ region: REGION, name: 'twice' }), ['second', 'first']);
});

test.serial('a password that is not there, or is in another region, is named with what to do', async (t) => {
  await lead(t);
  for (const [region, name] of [
    [REGION, 'never'],
    ['us-east-1', 'once'],
  ] as const)
    await t.throwsAsync(storedPasswords({ region, name }), {
      instanceOf: UserError,
      message: `the password ${name} in Secrets Manager of ${region} is not there; deploy the environment, or give the password in a file with --password-file`,
    });
});

test.serial('credentials that are refused are told so, and the password is not', async (t) => {
  await lead(t, { AWS_SECRET_ACCESS_KEY: 'wrong' });
  await t.throwsAsync(storedPasswords({ region: REGION, name: 'once' }), {
    instanceOf: UserError,
    message:
      'the password once in Secrets Manager of eu-central-1 cannot be read (it answers InvalidSignatureException); check the credentials, or try again, or give the password in a file with --password-file',
  });
});

test.serial('a store that is not there is told so', async (t) => {
  await lead(t, { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' });
  await t.throwsAsync(storedPasswords({ region: REGION, name: 'once' }), {
    instanceOf: UserError,
    message:
      /^the password once in Secrets Manager of eu-central-1 cannot be read \(.*ECONNREFUSED.*\); check the network and the region, or give/,
  });
});

test.serial('a secret is asked for by its ARN too, and what has no such version is not found', async (t) => {
  const variables = await lead(t);
  const client = new SecretsManagerClient({
    endpoint: variables.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? '',
    credentials: credentialsIn(variables),
    region: REGION,
  });
  const { SecretString, Name } = await client.send(
    new GetSecretValueCommand({ SecretId: secretArn(REGION, 'twice'), VersionStage: 'AWSPREVIOUS' }),
  );
  t.deepEqual([SecretString, Name], ['first', 'twice']);
  await t.throwsAsync(
    client.send(new GetSecretValueCommand({ SecretId: 'once', VersionStage: 'AWSPREVIOUS' })),
    {
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
    },
  );
});

test.serial('a value is laid beside the present one, and takes its place', async (t) => {
  let secret: StoredSecret = { arn: secretArn(REGION, 'changing'), value: 'first' };
  const put = async ({ value, stage }: LocalSecret): Promise<void> => {
    secret =
      stage === 'AWSPENDING' ? { ...secret, pending: value } : { ...secret, value, previous: secret.value };
  };
  const find = async (name: string) => (name === 'changing' ? { ...secret, put } : SECRETS[name]);
  const { variables, close } = await serveAccount([secretsManager(find)], {});
  t.teardown(close);
  Object.assign(process.env, variables);
  delete process.env.AWS_PROFILE;
  const store = passwordStoreOf({ region: REGION, name: 'changing' });
  t.deepEqual(await store.read(), { current: 'first', previous: undefined, pending: undefined });
  await store.propose('second');
  t.deepEqual(await store.read(), { current: 'first', previous: undefined, pending: 'second' });
  await store.promote('second');
  t.deepEqual(await store.read(), { current: 'second', previous: 'first', pending: 'second' });
  await t.throwsAsync(passwordStoreOf({ region: REGION, name: 'once' }).propose('second'), {
    instanceOf: UserError,
    message:
      'the password once in Secrets Manager of eu-central-1 cannot be written (it answers ResourceNotFoundException); check the credentials, or try again',
  });
});
