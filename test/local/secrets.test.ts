import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate } from '../../src/local/certificate.ts';
import { FaultCounter } from '../../src/local/faults.ts';
import { Identity } from '../../src/local/identity.ts';
import { Inventory } from '../../src/local/inventory.ts';
import { run } from '../../src/local/run.ts';
import { answerSecrets, type SecretStore, secretArn, secretsService } from '../../src/local/secrets.ts';
import { needs } from '../_needs.ts';

const HOST = 'secretsmanager.eu-central-1.amazonaws.com';
const identity = new Identity('lab', new Inventory());
const region = 'eu-central-1';
const secret = (name: string, value: string) => [name, { arn: secretArn(region, name), value }] as const;
const store: SecretStore = {
  region,
  secrets: new Map([
    secret('vedette/lab/redis', '{"password":"abc"}'),
    secret('vedette/other/redis', 'not for you'),
  ]),
  roleWithKey: (key) => identity.roleWithKey(key),
  faults: new FaultCounter(),
};
const withCurl = needs('curl', 'openssl');

interface Call {
  readonly secret?: string;
  readonly key?: string;
  readonly region?: string;
  readonly token?: string;
  readonly action?: string;
  readonly signed?: boolean;
}

/** Asks the service with curl's own signature, as a host does. */
async function ask(call: Call): Promise<{ readonly status: number; readonly body: Record<string, string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-'));
  const certificate = await issueCertificate({ name: HOST, address: '127.0.0.1' });
  const server = secretsService(store, certificate).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(folder, 'ca'), certificate.authority);
  const {
    accessKeyId = '',
    secretAccessKey,
    sessionToken,
  } = identity.roleOf({ address: '10.0.0.30' })?.credentials ?? {};
  const signature = ['--aws-sigv4', `aws:amz:${call.region ?? store.region}:secretsmanager`];
  try {
    const output = await run([
      'curl',
      '-sS',
      ...['--cacert', join(folder, 'ca'), '--connect-to', `${HOST}:443:127.0.0.1:${port}`],
      ...(call.signed === false
        ? []
        : [...signature, '--user', `${accessKeyId}:${call.key ?? secretAccessKey}`]),
      ...['-H', `X-Amz-Security-Token: ${call.token ?? sessionToken}`],
      ...['-H', `X-Amz-Target: secretsmanager.${call.action ?? 'GetSecretValue'}`],
      ...['-H', 'Content-Type: application/x-amz-json-1.1'],
      ...['-d', JSON.stringify({ SecretId: call.secret ?? 'vedette/lab/redis' }), '-w', '\n%{http_code}'],
      `https://${HOST}/`,
    ]);
    const [body = '', status] = output.split('\n');
    return { status: Number(status), body: JSON.parse(body) };
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

withCurl('a signed call reads the secret of its environment', async (t) => {
  const { status, body } = await ask({});
  t.is(status, 200);
  t.like(body, { Name: 'vedette/lab/redis', SecretString: '{"password":"abc"}' });
});

withCurl('the secret is also found by its ARN', async (t) => {
  const { body } = await ask({});
  t.is((await ask({ secret: body.ARN ?? '' })).body.SecretString, '{"password":"abc"}');
});

withCurl('a call without a signature is refused', async (t) => {
  t.like(await ask({ signed: false }), {
    status: 400,
    body: { __type: 'MissingAuthenticationTokenException' },
  });
});

withCurl('a signature by another key is refused', async (t) => {
  t.like(await ask({ key: 'wrong' }), { status: 403, body: { __type: 'InvalidSignatureException' } });
});

withCurl('a signature for another region is refused', async (t) => {
  t.like(await ask({ region: 'us-east-1' }), { status: 403, body: { __type: 'InvalidSignatureException' } });
});

withCurl('a session token that was not issued is refused', async (t) => {
  t.like(await ask({ token: 'x' }), { status: 400, body: { __type: 'UnrecognizedClientException' } });
});

withCurl("another environment's secret is denied, whether it exists or not", async (t) => {
  t.like(await ask({ secret: 'vedette/other/redis' }), {
    status: 400,
    body: { __type: 'AccessDeniedException' },
  });
  t.like(await ask({ secret: 'vedette/nowhere/redis' }), {
    status: 400,
    body: { __type: 'AccessDeniedException' },
  });
});

withCurl(
  'the key of the authority is denied to a host, as nobody but who deploys may be every host',
  async (t) => {
    for (const secret of ['vedette/lab/authority', 'vedette/lab/20261128T0000Z/authority'])
      t.like(await ask({ secret }), { status: 400, body: { __type: 'AccessDeniedException' } });
  },
);

withCurl('an unknown secret of the environment is not found', async (t) => {
  t.like(await ask({ secret: 'vedette/lab/none' }), {
    status: 400,
    body: { __type: 'ResourceNotFoundException' },
  });
});

withCurl('any other action is unknown', async (t) => {
  t.like(await ask({ action: 'PutSecretValue' }), {
    status: 400,
    body: { __type: 'UnknownOperationException' },
  });
});

withCurl('while it is told to fail it answers 500', async (t) => {
  const faults = new FaultCounter();
  faults.set({ secrets: 1 });
  const request = { method: 'POST', url: '/', headers: {}, body: '' };
  t.is(answerSecrets({ ...store, faults }, request, Date.now()).status, 500);
  t.is(answerSecrets({ ...store, faults }, request, Date.now()).status, 400);
});
