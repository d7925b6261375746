/** The credentials that S3 is asked with: those of the variables, or what the AWS CLI makes of everything else. */
import { spawnSync } from 'node:child_process';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.ts';
import type { Credentials } from './sign.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What the AWS CLI prints (AWS CLI, configure export-credentials, format process). */
const exported = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.optional(z.string()),
});

/** Profiles, roles, single sign-on and machines with a role are the CLI's: it knows all of them, and keeps what it got. */
const COMMAND = ['configure', 'export-credentials', '--format', 'process'] as const;

/**
 * Finds the credentials.
 *
 * @throws UserError if there are none
 */
export function findCredentials(variables: Variables): Credentials {
  return fromVariables(variables) ?? fromCli(variables);
}

function fromVariables(variables: Variables): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return withToken({ accessKeyId, secretAccessKey }, variables.AWS_SESSION_TOKEN);
}

function fromCli(variables: Variables): Credentials {
  const { status, stdout } = spawnSync('aws', COMMAND, { encoding: 'utf8', env: { ...variables } });
  const found = status === 0 ? z.safeParse(exported, parsed(stdout)) : undefined;
  if (found?.success !== true)
    throw new UserError(
      'there are no credentials for the state bucket here; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or install the AWS CLI, whose profiles and roles are taken then',
    );
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken } = found.data;
  return withToken({ accessKeyId, secretAccessKey }, SessionToken);
}

function withToken(credentials: Credentials, sessionToken: string | undefined): Credentials {
  return sessionToken ? { ...credentials, sessionToken } : credentials;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
