import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { readAuthorities } from '../../src/certificates/authority.ts';
import { readHostCertificate } from '../../src/certificates/host-certificate.ts';
import type { Wanted } from '../../src/certificates/wanted.ts';
import { secretsManager } from '../../src/local/account/secrets-manager.ts';
import { serveAccount } from '../../src/local/account/server.ts';
import { secretArn } from '../../src/local/secrets.ts';

const WANTED: Wanted = {
  environment: 'lab',
  region: 'eu-central-1',
  authority: 'vedette/lab/authority',
  validity: { lifetimeDays: 90, renewBeforeDays: 30 },
  hosts: [{ name: 'ns', address: '10.0.0.30', secret: 'vedette/lab/certificate/ns' }],
};

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program that a stack runs, with a store in which secrets were created and have no value. */
async function run(
  given: string,
  created: readonly string[],
  values = new Map<string, string>(),
): Promise<Ran> {
  const { variables, close } = await serveAccount(
    [
      secretsManager(async (name) =>
        created.includes(name)
          ? {
              arn: secretArn(WANTED.region, name),
              value: values.get(name),
              put: async ({ value }) => void values.set(name, value),
            }
          : undefined,
      ),
    ],
    {},
  );
  const env = { ...process.env, ...variables, AWS_PROFILE: undefined };
  try {
    const argv = ['src/start/certificates.cjs', given];
    return await promisify(execFile)(process.execPath, argv, { env }).then(
      (output) => ({ status: 0, ...output }),
      ({ code, stdout, stderr }) => ({ status: code, stdout, stderr }),
    );
  } finally {
    await close();
  }
}

test('a program issues certificates into the store, tells which, and prints no key', async (t) => {
  const values = new Map<string, string>();
  const names = [WANTED.authority, ...WANTED.hosts.map(({ secret }) => secret)];
  const first = await run(JSON.stringify(WANTED), names, values);
  t.deepEqual(first, { status: 0, stdout: 'ns: a certificate is issued, since it has none\n', stderr: '' });
  const { signer } = readAuthorities(values.get(WANTED.authority) ?? '', 'it');
  t.deepEqual(readHostCertificate(values.get('vedette/lab/certificate/ns') ?? '')?.trusted, [
    signer.certificate,
  ]);
  t.deepEqual(await run(JSON.stringify(WANTED), names, values), { status: 0, stdout: '', stderr: '' });
});

test('it fails in a sentence where a secret was not created, and what it makes is lost', async (t) => {
  const ran = await run(JSON.stringify(WANTED), []);
  t.is(ran.status, 1);
  t.is(
    ran.stderr,
    'the certificate vedette/lab/authority in Secrets Manager of eu-central-1 cannot be written (it answers ResourceNotFoundException); check the credentials, or try again\n',
  );
  t.notRegex(`${ran.stdout}${ran.stderr}`, /PRIVATE KEY/);
});

test('it refuses what is no list of certificates', async (t) => {
  t.is((await run('{"hosts":[]}', [])).status, 1);
});
