/** The account of this machine, for one test. */
import { S3Client } from '@aws-sdk/client-s3';
import type { ExecutionContext } from 'ava';
import { s3Service } from '../../../src/local/account/s3.ts';
import { serveAccount } from '../../../src/local/account/server.ts';
import { STS } from '../../../src/local/account/sts.ts';

/** Starts it, with buckets in a folder, and returns the variables that lead to it. */
export async function account(t: ExecutionContext, folder: string): Promise<Record<string, string>> {
  const { variables, close } = await serveAccount([s3Service(folder), STS], {});
  t.teardown(close);
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The credentials that the variables tell. @param secret in the place of theirs */
export function credentialsIn(variables: Variables, secret?: string) {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId = '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
    AWS_SESSION_TOKEN: sessionToken = '',
  } = variables;
  return { accessKeyId, secretAccessKey: secret ?? secretAccessKey, sessionToken };
}

/** A client of AWS that the variables lead. */
export function client(variables: Variables, secret?: string): S3Client {
  return new S3Client({
    endpoint: variables.AWS_ENDPOINT_URL_S3 ?? '',
    credentials: credentialsIn(variables, secret),
    region: 'eu-central-1',
    forcePathStyle: true,
    maxAttempts: 1,
  });
}
