/** Two S3: a bucket of this process that honours conditions, and the server of moto. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { freePort } from '../_redis.ts';

/** The variables that lead every program of AWS to an endpoint, as one who may ask. */
export function leadTo(endpoint: string): void {
  process.env.AWS_ENDPOINT_URL_S3 = endpoint;
  process.env.AWS_ACCESS_KEY_ID = 'AKIA';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  delete process.env.AWS_SESSION_TOKEN;
}

/** Objects by their path. */
type Objects = Map<string, string>;

/** Starts a server that has every bucket but `none`, and shows what is in all but `shut`, and returns its endpoint. */
export async function ownServer(t: ExecutionContext): Promise<string> {
  const objects: Objects = new Map();
  const server = createServer((request, response) => void answer(objects, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(objects: Objects, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '', headers } = request;
  const body = await text(request);
  const { pathname } = new URL(url, 'http://s3');
  if (pathname.startsWith('/none/')) return end(response, 404, refusal('NoSuchBucket'));
  if (pathname.startsWith('/shut/')) return end(response, 403, refusal('AccessDenied'));
  const kept = objects.get(pathname);
  if (method === 'GET') return end(response, kept === undefined ? 404 : 200, kept ?? refusal('NoSuchKey'));
  if (method === 'DELETE') {
    objects.delete(pathname);
    return end(response, 204, '');
  }
  const isWanted =
    headers['if-none-match'] === '*' ? kept === undefined : headers['if-match'] === etagOf(kept ?? '');
  if (isWanted) objects.set(pathname, body);
  return end(response, isWanted ? 200 : 412, isWanted ? '' : refusal('PreconditionFailed'));
}

function refusal(code: string): string {
  return `<Error><Code>${code}</Code></Error>`;
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { etag: etagOf(body) }).end(body);
}

function etagOf(body: string): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** Starts moto with a bucket, and returns its endpoint. */
export async function motoServer(t: ExecutionContext, bucket: string): Promise<string> {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  t.teardown(() => server.kill());
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tried = 0; tried < 1_200; tried += 1) {
    const made = await fetch(`${endpoint}/${bucket}`, { method: 'PUT' }).catch(() => undefined);
    if (made?.ok) return endpoint;
    await pause(100);
  }
  throw new Error('moto did not come up');
}
