/** Two S3: one that refuses, and the server of moto. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { freePort } from '../_free-port.ts';

/** The variables that lead every program of AWS to an endpoint, as one who may ask. */
export function leadTo(endpoint: string): void {
  process.env.AWS_ENDPOINT_URL_S3 = endpoint;
  process.env.AWS_ACCESS_KEY_ID = 'AKIA';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  delete process.env.AWS_SESSION_TOKEN;
}

/** Starts a server that has one bucket and shows it to nobody, and returns its endpoint. */
export async function refusingServer(t: ExecutionContext): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const isShut = url.startsWith('/shut/');
    const code = isShut ? 'AccessDenied' : 'NoSuchBucket';
    response.writeHead(isShut ? 403 : 404).end(`<Error><Code>${code}</Code></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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

/** Starts a server that keeps the first text that it is given and hangs up on it; every later one is refused. */
export async function losingServer(t: ExecutionContext, written: string[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const text = (await request.toArray()).join('');
    if (request.method === 'GET') return void response.end(written[0]);
    if (written.length > 0)
      return void response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
    // In a trailer behind the text there is its checksum.
    written.push(/^[0-9a-f]+\r\n(.*?)\r\n/s.exec(text)?.[1] ?? text);
    request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
