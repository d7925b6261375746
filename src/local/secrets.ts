import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificate.ts';
import { ACCOUNT_ID, type RoleCredentials } from './credentials.ts';
import type { FaultCounter } from './faults.ts';
import { type SignedRequest, verifySignature } from './sigv4.ts';

/** What Secrets Manager answers from. */
export interface SecretStore {
  /** The environment whose hosts ask: they may read the secrets below `vedette/<environment>/`. */
  readonly environment: string;
  readonly region: string;
  /** Secret name to secret string. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly credentials: RoleCredentials;
  readonly faults: FaultCounter;
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
  const signer = { ...store.credentials, region: store.region, service: 'secretsmanager' };
  const refused = verifySignature(request, signer, now);
  if (refused !== undefined) return failure(refused.status, refused.code, refused.message);
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue')
    return failure(400, 'UnknownOperationException', 'This machine answers GetSecretValue only.');
  return getSecretValue(store, secretIdOf(request.body));
}

function getSecretValue(store: SecretStore, id: string | undefined): SecretsAnswer {
  if (id === undefined) return failure(400, 'InvalidParameterException', 'SecretId must be a text.');
  const name = nameOf(id);
  if (!name.startsWith(`vedette/${store.environment}/`))
    return failure(400, 'AccessDeniedException', denied(store, id));
  const value = Object.hasOwn(store.secrets, name) ? store.secrets[name] : undefined;
  if (value === undefined)
    return failure(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return {
    status: 200,
    body: {
      ARN: `arn:aws:secretsmanager:${store.region}:${ACCOUNT_ID}:secret:${name}-AbCdEf`,
      Name: name,
      SecretString: value,
      VersionId: randomUUID(),
      VersionStages: ['AWSCURRENT'],
    },
  };
}

/** A secret is asked for by name or by ARN, whose name ends in a hyphen and six characters. */
function nameOf(id: string): string {
  return /^arn:aws:secretsmanager:[^:]*:[^:]*:secret:(.+)-\w{6}$/.exec(id)?.[1] ?? id;
}

function denied({ credentials }: SecretStore, id: string): string {
  const user = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${credentials.role}`;
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
