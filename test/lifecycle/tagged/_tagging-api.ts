/** A tagging API of this process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';

/** What it answers to the body of a request, with a status. */
export type Answer = (
  request: Readonly<Record<string, unknown>>,
  target: string,
) => readonly [number, object];

/** Starts one and leads every client of this process to it, as one who may ask. */
export async function taggingApi(t: ExecutionContext, answer: Answer): Promise<void> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const [status, told] = answer(JSON.parse(body), String(request.headers['x-amz-target']));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(told));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  process.env.AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API = `http://127.0.0.1:${port}`;
  process.env.AWS_ACCESS_KEY_ID = 'AKIA';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  process.env.AWS_MAX_ATTEMPTS = '1';
  delete process.env.AWS_PROFILE;
}
