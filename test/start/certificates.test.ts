import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { readAuthorities } from '../../src/certificates/authority.ts';
import { readHostCertificate } from '../../src/certificates/host-certificate.ts';
import { type Wanted, wantedCertificates } from '../../src/certificates/wanted.ts';
import { secretsManager } from '../../src/local/account/secrets-manager.ts';
import { serveAccount } from '../../src/local/account/server.ts';
import { secretArn } from '../../src/local/secrets.ts';
import { SMALL, small } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';

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

/** Runs a program with a store in which secrets were created and have no value. */
async function withStore(
  [program, ...argv]: readonly [string, ...string[]],
  created: readonly string[],
  values: Map<string, string>,
  { cwd }: { readonly cwd?: string } = {},
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
    return await promisify(execFile)(program, argv, { env, cwd }).then(
      (output) => ({ status: 0, ...output }),
      ({ code, stdout, stderr }) => ({ status: code, stdout, stderr }),
    );
  } finally {
    await close();
  }
}

/** Runs the program that a stack runs. */
function run(given: string, created: readonly string[], values = new Map<string, string>()): Promise<Ran> {
  return withStore([process.execPath, 'src/start/certificates.cjs', given], created, values);
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

const ENCRYPTED = small({ tls: { mode: 'required' } });

const scratch = scratchFolder('certificates');

/** A copy of this checkout, with a definition of its own. */
function checkOut(name: string): string {
  const root = join(scratch, name);
  mkdirSync(join(root, 'stacks'), { recursive: true });
  for (const path of ['src', 'templates', 'package.json'])
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'stacks/small.json'), JSON.stringify({ ...SMALL, tls: { mode: 'required' } }));
  return root;
}

/** Synthesizes it as the app does, and leaves of the stack what needs no provider: the step. */
async function synthesizeStep(root: string): Promise<string> {
  const env = { ...process.env, VEDETTE_ENVIRONMENTS: 'small', CDKTF_OUTDIR: 'cdktf.out' };
  await promisify(execFile)(process.execPath, ['src/start/app.cjs'], { cwd: root, env });
  const file = join(root, 'cdktf.out/stacks/small/cdk.tf.json');
  const { certificates } = JSON.parse(readFileSync(file, 'utf8')).resource.terraform_data;
  const step = { ...certificates, depends_on: [] };
  writeFileSync(file, JSON.stringify({ resource: { terraform_data: { certificates: step } } }));
  return readFileSync(file, 'utf8');
}

needs('terraform')(
  'a stack that was synthesized in one checkout is applied in another, and planned without a change in a third',
  async (t) => {
    t.timeout(120_000);
    const names = [wantedCertificates(ENCRYPTED)].flatMap((wanted) =>
      wanted === undefined ? [] : [wanted.authority, ...wanted.hosts.map(({ secret }) => secret)],
    );
    const [written, applied] = [checkOut('written'), join(scratch, 'a checkout that is elsewhere')];
    const text = await synthesizeStep(written);
    t.false(text.includes(scratch), 'no path of this machine is in it');
    renameSync(written, applied);
    const values = new Map<string, string>();
    const terraform = (...argv: readonly string[]) =>
      withStore(['terraform', ...argv], names, values, { cwd: join(applied, 'cdktf.out/stacks/small') });
    t.like(await terraform('init', '-input=false'), { status: 0 });
    const ran = await terraform('apply', '-input=false', '-auto-approve', '-no-color');
    t.is(ran.status, 0, ran.stderr);
    t.deepEqual([...values.keys()].sort(), [...names].sort());
    const third = checkOut('third');
    t.is(await synthesizeStep(third), text);
    renameSync(
      join(third, 'cdktf.out/stacks/small/cdk.tf.json'),
      join(applied, 'cdktf.out/stacks/small/cdk.tf.json'),
    );
    t.like(await terraform('plan', '-input=false', '-detailed-exitcode'), { status: 0 });
  },
);
