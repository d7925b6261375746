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
export interface StoredSecret extends ValuesOfSecret {
  readonly value: string;
}

/** A secret with the values that it has, which may be none. */
export interface ValuesOfSecret {
  readonly arn: string;
  /** The present value; undefined if it was created and never given one. */
  readonly value?: string | undefined;
  /** The value before this one; undefined if there was none. */
  readonly previous?: string | undefined;
  /** The value that is to be the next one; undefined if there was none. */
  readonly pending?: string | undefined;
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
  const question = questionIn(request);
  return 'status' in question
    ? question
    : getSecretValue(store, store.roleWithKey(accessKeyOf(request)), question);
}

function getSecretValue(
  store: SecretStore,
  role: AccountRole | undefined,
  question: Question,
): SecretsAnswer {
  const name = nameOf(question.id);
  const secret = store.secrets.get(name);
  const arn = secret?.arn ?? secretArn(store.region, name);
  if (!role?.may('secretsmanager:GetSecretValue', arn))
    return failure(400, 'AccessDeniedException', denied(role, question.id));
  return valueAnswer(question, secret);
}

/** What is asked for. */
export interface Question {
  /** The name of a secret, or its ARN. */
  readonly id: string;
  readonly stage: string;
}

/** What a request asks for, or the answer to one that asks for something else. */
export function questionIn({ headers, body }: SignedRequest): Question | SecretsAnswer {
  if (headers['x-amz-target'] !== 'secretsmanager.GetSecretValue')
    return failure(400, 'UnknownOperationException', 'This machine answers GetSecretValue only.');
  const { SecretId: id, VersionStage: stage = 'AWSCURRENT' } = fieldsIn(body);
  return typeof id === 'string' && typeof stage === 'string'
    ? { id, stage }
    : failure(400, 'InvalidParameterException', 'SecretId and VersionStage must be texts.');
}

/** The value of a version of a secret. */
export function valueAnswer({ id, stage }: Question, secret: ValuesOfSecret | undefined): SecretsAnswer {
  const versions: Readonly<Record<string, string | undefined>> = {
    AWSCURRENT: secret?.value,
    AWSPREVIOUS: secret?.previous,
    AWSPENDING: secret?.pending,
  };
  const value = versions[stage];
  const missing = `Secrets Manager can't find the specified secret`;
  if (secret === undefined) return failure(400, 'ResourceNotFoundException', `${missing}.`);
  if (value === undefined)
    return failure(400, 'ResourceNotFoundException', `${missing} value for staging label: ${stage}`);
  return {
    status: 200,
    body: {
      ARN: secret.arn,
      Name: nameOf(id),
      SecretString: value,
      VersionId: randomUUID(),
      VersionStages: [stage],
    },
  };
}

/** The ARN of a secret, which ends in a hyphen and six characters that AWS makes up. */
export function secretArn(region: string, name: string, suffix = 'AbCdEf'): string {
  return `arn:aws:secretsmanager:${region}:${ACCOUNT_ID}:secret:${name}-${suffix}`;
}

/** A secret is asked for by name or by ARN, whose name ends in a hyphen and six characters. */
export function nameOf(id: string): string {
  return /^arn:aws:secretsmanager:[^:]*:[^:]*:secret:(.+)-\w{6}$/.exec(id)?.[1] ?? id;
}

function denied(role: AccountRole | undefined, id: string): string {
  const user = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${role?.credentials.role}`;
  return `User: ${user} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${id}`;
}

/** What a request is about. */
export function fieldsIn(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

export function failure(status: number, code: string, message: string): SecretsAnswer {
  return { status, body: { __type: code, message, Message: message } };
}
