import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificate.ts';
import { ACCOUNT_ID } from './credentials.ts';
import type { FaultCounter } from './faults.ts';
import type { AccountRole } from './identity.ts';
import { accessKeyOf, type SignedRequest, verifySignature } from './sigv4.ts';

/** A secret in the store. */
export interface StoredSecret {
  readonly arn: string;
  readonly value: string;
}

/** What Secrets Manager answers from. */
export interface SecretStore {
  readonly region: string;
  /** Secrets by name. */
  readonly secrets: ReadonlyMap<string, StoredSecret>;
  readonly faults: FaultCounter;
  /** The role whose credentials have an access key. */
  roleWithKey(accessKeyId: string): AccountRole | undefined;
}

/** An answer of the service. */
export interface SecretsAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Secrets Manager with the one action that hosts call, over TLS. */
export function secretsService(store: SecretStore, { key, certificate }: Certificate): Server {
  return createServer({ key, cert: certificate }, (request, response) => {
    serve(store, request, response).catch(() => response.destroy());
  });
}

async function serve(store: SecretStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '/', headers } = request;
  const answer = answerSecrets(store, { method, url, headers, body: await text(request) }, Date.now());
  response.writeHead(answer.status, { 'Content-Type': 'application/x-amz-json-1.1', Connection: 'close' });
  response.end(JSON.stringify(answer.body));
}

/** What Secrets Manager says to a request at a time in milliseconds. */
export function answerSecrets(store: SecretStore, request: SignedRequest, now: number): SecretsAnswer {
  if (store.faults.strikes('secrets'))
    return failure(500, 'InternalServiceError', 'An error occurred on the server side.');
  const signerOf = (key: string) => {
    const role = store.roleWithKey(key);
    return role && { ...role.credentials, region: store.region, service: 'secretsmanager' };
  };
  const refused = verifySignature(request, signerOf, now);
  if (refused !== undefined) return failure(refused.status, refused.code, refused.message);
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue')
    return failure(400, 'UnknownOperationException', 'This machine answers GetSecretValue only.');
  return getSecretValue(store, store.roleWithKey(accessKeyOf(request)), secretIdOf(request.body));
}

function getSecretValue(
  store: SecretStore,
  role: AccountRole | undefined,
  id: string | undefined,
): SecretsAnswer {
  if (id === undefined) return failure(400, 'InvalidParameterException', 'SecretId must be a text.');
  const name = nameOf(id);
  const secret = store.secrets.get(name);
  const arn = secret?.arn ?? secretArn(store.region, name);
  if (!role?.may('secretsmanager:GetSecretValue', arn))
    return failure(400, 'AccessDeniedException', denied(role, id));
  if (secret === undefined)
    return failure(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return {
    status: 200,
    body: {
      ARN: arn,
      Name: name,
      SecretString: secret.value,
      VersionId: randomUUID(),
      VersionStages: ['AWSCURRENT'],
    },
  };
}

/** The ARN of a secret, which ends in a hyphen and six characters that AWS makes up. */
export function secretArn(region: string, name: string, suffix = 'AbCdEf'): string {
  return `arn:aws:secretsmanager:${region}:${ACCOUNT_ID}:secret:${name}-${suffix}`;
}

/** A secret is asked for by name or by ARN, whose name ends in a hyphen and six characters. */
function nameOf(id: string): string {
  return /^arn:aws:secretsmanager:[^:]*:[^:]*:secret:(.+)-\w{6}$/.exec(id)?.[1] ?? id;
}

function denied(role: AccountRole | undefined, id: string): string {
  const user = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${role?.credentials.role}`;
  return `User: ${user} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${id}`;
}

function secretIdOf(body: string): string | undefined {
  try {
    const { SecretId: id }: { readonly SecretId?: unknown } = JSON.parse(body);
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

function failure(status: number, code: string, message: string): SecretsAnswer {
  return { status, body: { __type: code, message, Message: message } };
}
