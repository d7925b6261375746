/** The account of this machine: services that programs outside of hosts ask, at one address, for one user. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { issueCredentials } from '../credentials.ts';
import { type SignedRequest, type Signer, scopeOf, verifySignature } from '../sigv4.ts';
import type { AccountService, Answer } from './service.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Services that can be asked. */
export interface AccountServer {
  /** Variables that lead programs to it and let them sign. One that is undefined has to go. */
  readonly variables: Variables;
  close(): Promise<void>;
}

/** Who may ask. */
type User = Pick<Signer, 'secretAccessKey' | 'sessionToken'> & { readonly accessKeyId: string };

/**
 * Starts to listen on the loopback of this machine. Where somebody has led programs of AWS elsewhere, they stay led
 * there; and whoever has credentials in variables keeps them.
 *
 * @param given the variables of whoever is to ask
 */
export async function serveAccount(
  services: readonly AccountService[],
  given: Variables = process.env,
): Promise<AccountServer> {
  const own = userIn(given);
  const user = own ?? issueCredentials('vedette');
  const server = createServer((request, response) => {
    serve(services, user, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const led = services.filter(({ variable }) => !given.AWS_ENDPOINT_URL && !given[variable]);
  const isAlone = own === undefined && led.length === services.length;
  return {
    variables: {
      ...Object.fromEntries(led.map(({ variable }) => [variable, `http://127.0.0.1:${portOf(server)}`])),
      ...(isAlone ? variablesOf(user) : {}),
    },
    close: () => closed(server),
  };
}

async function serve(
  services: readonly AccountService[],
  user: User,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '/', headers } = request;
  const signed = { method, url, headers, body: await text(request) };
  const { status, headers: own, body = '' } = await answerOf(services, user, signed);
  response.writeHead(status, { ...own, Connection: 'close', 'Content-Length': Buffer.byteLength(body) });
  // A HEAD has the length of what a GET would have had.
  response.end(method === 'HEAD' ? undefined : body);
}

/** The service is the one that the signature is for: all have one address. */
async function answerOf(
  services: readonly AccountService[],
  { accessKeyId, ...secrets }: User,
  request: SignedRequest,
): Promise<Answer> {
  const { region, service: name } = scopeOf(request);
  const service = services.find((one) => one.name === name);
  if (service === undefined) return { status: 403, body: 'This machine does not answer for this service.' };
  const signerOf = (key: string) =>
    key === accessKeyId ? { ...secrets, region, service: service.name } : undefined;
  const refused = verifySignature(request, signerOf, Date.now());
  return refused === undefined ? service.answer(request) : service.refuse(refused);
}

function userIn(given: Variables): User | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = given;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: given.AWS_SESSION_TOKEN ?? '' };
}

function variablesOf({ accessKeyId, secretAccessKey, sessionToken }: User): Variables {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    // It would be asked first.
    AWS_PROFILE: undefined,
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
