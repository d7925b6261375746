import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ACCOUNT_ID, type RoleCredentials } from './credentials.ts';
import type { FaultCounter } from './faults.ts';
import type { AccountRole } from './identity.ts';
import type { LocalHost } from './protocol.ts';

/** What the metadata service knows about a host. */
export interface Instance {
  readonly spec: LocalHost;
  readonly instanceId: string;
  /** Undefined if the host has none. */
  readonly role: AccountRole | undefined;
}

/** What the metadata service answers from. */
export interface MetadataSource {
  readonly region: string;
  readonly faults: FaultCounter;
  /** The host that has an address. */
  instanceAt(address: string): Instance | undefined;
}

const TOKEN_PATH = '/latest/api/token';
const LONGEST_TOKEN_SECONDS = 21_600;

/**
 * The instance metadata service, version 2 only, as with `http_tokens = required`. Answers are never chunked and end the
 * connection: FreeBSD's client reads to the end and sends no Host header.
 */
export function metadataService(source: MetadataSource): Server {
  const tokens = new Map<string, { readonly address: string; readonly expires: number }>();

  return createServer({ requireHostHeader: false, keepAlive: false }, (request, response) => {
    response.setHeader('Connection', 'close');
    if (source.faults.strikes('metadata')) {
      request.socket.destroy();
      return;
    }
    const address = request.socket.remoteAddress ?? '';
    if (request.method === 'PUT' && request.url === TOKEN_PATH) issueToken(request, response, address);
    else if (request.method !== 'GET') answer(response, 405);
    else if (!holdsToken(request, address)) answer(response, 401);
    else answerPath(response, source, address, request.url ?? '/');
  });

  function issueToken(request: IncomingMessage, response: ServerResponse, address: string): void {
    const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (!(seconds >= 1 && seconds <= LONGEST_TOKEN_SECONDS)) {
      answer(response, 400);
      return;
    }
    const token = randomBytes(40).toString('base64');
    tokens.set(token, { address, expires: Date.now() + seconds * 1_000 });
    response.setHeader('X-aws-ec2-metadata-token-ttl-seconds', String(seconds));
    answer(response, 200, token);
  }

  function holdsToken(request: IncomingMessage, address: string): boolean {
    const token = tokens.get(String(request.headers['x-aws-ec2-metadata-token']));
    return token !== undefined && token.address === address && token.expires > Date.now();
  }
}

function answerPath(response: ServerResponse, source: MetadataSource, address: string, url: string): void {
  const instance = source.instanceAt(address);
  const asksForCredentials = url.includes('/iam/');
  const hidden = instance === undefined || (asksForCredentials && source.faults.strikes('credentials'));
  const text = hidden
    ? undefined
    : metadataOf(instance, source).get(url.replace(/^\//, '').replace(/\/$/, ''));
  if (text === undefined) answer(response, 404);
  else answer(response, 200, text);
}

function metadataOf(instance: Instance, { region }: MetadataSource): ReadonlyMap<string, string> {
  const { spec, instanceId, role } = instance;
  const zone = spec.zone ?? `${region}a`;
  const meta = 'latest/meta-data';
  return new Map([
    ['', 'latest'],
    ['latest', 'dynamic\nmeta-data\nuser-data'],
    ['latest/user-data', spec.userData],
    [`${meta}/instance-id`, instanceId],
    [`${meta}/local-ipv4`, spec.address],
    [`${meta}/local-hostname`, `ip-${spec.address.replaceAll('.', '-')}.${region}.compute.internal`],
    [`${meta}/placement/region`, region],
    [`${meta}/placement/availability-zone`, zone],
    ...(role === undefined ? [] : credentialsOf(role.credentials, `${meta}/iam/security-credentials`)),
    ['latest/dynamic/instance-identity/document', identityDocument(instance, region, zone)],
  ]);
}

function credentialsOf(credentials: RoleCredentials, path: string): readonly (readonly [string, string])[] {
  return [
    [path, credentials.role],
    [`${path}/${credentials.role}`, credentialsDocument(credentials)],
  ];
}

function credentialsDocument(credentials: RoleCredentials): string {
  const hour = 3_600_000;
  return document({
    Code: 'Success',
    LastUpdated: isoSeconds(Date.now()),
    Type: 'AWS-HMAC',
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: isoSeconds(Date.now() + 6 * hour),
  });
}

function identityDocument({ spec, instanceId }: Instance, region: string, zone: string): string {
  return document({
    accountId: ACCOUNT_ID,
    availabilityZone: zone,
    instanceId,
    privateIp: spec.address,
    region,
    version: '2017-09-30',
  });
}

function document(fields: Readonly<Record<string, string>>): string {
  return JSON.stringify(fields, undefined, 2);
}

function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

function answer(response: ServerResponse, status: number, text = ''): void {
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}
