import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { FaultCounter } from '../../src/local/faults.ts';
import { Identity } from '../../src/local/identity.ts';
import { Inventory } from '../../src/local/inventory.ts';
import { metadataService } from '../../src/local/metadata.ts';

const role = new Identity('lab', new Inventory()).roleOf({ address: '10.0.0.30' });
const faults = new FaultCounter();
const spec = { name: 'ns', address: '127.0.0.1', subnet: '127.0.0.0/8', userData: '#!/bin/sh\n' };
const server = metadataService({
  region: 'eu-central-1',
  faults,
  instanceAt: (address) =>
    address === spec.address ? { spec, instanceId: 'i-0123456789abcdef0', role } : undefined,
});

test.before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
test.after.always(() => server.close());

/** Sends a request as it is and reads until the server closes the connection. */
async function raw(lines: readonly string[]): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
}

async function token(seconds = 60): Promise<string> {
  const answer = await raw([
    'PUT /latest/api/token HTTP/1.1',
    `X-aws-ec2-metadata-token-ttl-seconds: ${seconds}`,
  ]);
  return answer.split('\r\n\r\n')[1] ?? '';
}

async function get(path: string, seconds?: number): Promise<string> {
  return raw([`GET ${path} HTTP/1.1`, `X-aws-ec2-metadata-token: ${await token(seconds)}`]);
}

const bodyOf = (answer: string): string => answer.split('\r\n\r\n')[1] ?? '';

test('without a token every path is 401', async (t) => {
  t.regex(await raw(['GET / HTTP/1.1']), /^HTTP\/1.1 401 /);
  t.regex(
    await raw(['GET /latest/meta-data/local-ipv4 HTTP/1.1', 'X-aws-ec2-metadata-token: x']),
    /^HTTP\/1.1 401 /,
  );
});

test('a token needs a lifetime between a second and six hours', async (t) => {
  for (const seconds of ['', '0', '21601', 'x'])
    t.regex(
      await raw(['PUT /latest/api/token HTTP/1.1', `X-aws-ec2-metadata-token-ttl-seconds: ${seconds}`]),
      /^HTTP\/1.1 400 /,
    );
});

test('a token ends with its lifetime', async (t) => {
  const short = await token(1);
  const ask = () => raw(['GET /latest/meta-data/local-ipv4 HTTP/1.1', `X-aws-ec2-metadata-token: ${short}`]);
  t.regex(await ask(), /^HTTP\/1.1 200 /);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  t.regex(await ask(), /^HTTP\/1.1 401 /);
});

test('answers are whole texts of known length, after which the connection ends', async (t) => {
  const answer = await get('/latest/meta-data/local-ipv4');
  t.regex(answer, /\r\nContent-Length: 9\r\n/i);
  t.notRegex(answer, /chunked/i);
  t.is(bodyOf(answer), '127.0.0.1');
});

test('a host reads who and where it is', async (t) => {
  t.is(bodyOf(await get('/latest/meta-data/instance-id')), 'i-0123456789abcdef0');
  t.is(bodyOf(await get('/latest/meta-data/placement/region')), 'eu-central-1');
  t.is(bodyOf(await get('/latest/meta-data/placement/availability-zone')), 'eu-central-1a');
  t.is(JSON.parse(bodyOf(await get('/latest/dynamic/instance-identity/document'))).privateIp, '127.0.0.1');
  t.is(bodyOf(await get('/latest/user-data')), spec.userData);
});

test('a host reads the credentials of its role', async (t) => {
  const name = bodyOf(await get('/latest/meta-data/iam/security-credentials/'));
  t.is(name, 'vedette-lab');
  const document = JSON.parse(bodyOf(await get(`/latest/meta-data/iam/security-credentials/${name}`)));
  t.like(document, {
    Code: 'Success',
    AccessKeyId: role?.credentials.accessKeyId,
    Token: role?.credentials.sessionToken,
  });
  t.true(Date.parse(document.Expiration) > Date.now());
});

test('what is not there is 404', async (t) => {
  t.regex(await get('/latest/meta-data/nothing'), /^HTTP\/1.1 404 /);
  t.regex(await get('/latest/meta-data/iam/security-credentials/other'), /^HTTP\/1.1 404 /);
});

test.serial('while it is told to fail it drops connections without a byte', async (t) => {
  faults.set({ metadata: 1 });
  t.is(await raw(['GET / HTTP/1.1']), '');
  t.regex(await raw(['GET / HTTP/1.1']), /401/);
});

test.serial('a role without credentials yet is 404', async (t) => {
  faults.set({ credentials: 1 });
  t.regex(await get('/latest/meta-data/iam/security-credentials/'), /^HTTP\/1.1 404 /);
  t.regex(await get('/latest/meta-data/iam/security-credentials/'), /^HTTP\/1.1 200 /);
});
