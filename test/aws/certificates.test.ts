import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { wantedCertificates } from '../../src/certificates/wanted.ts';
import type { TlsDefinition } from '../../src/definition/environment.ts';
import { SMALL, small } from '../_environment.ts';
import { evaluated, reference, resource, resources, synth } from './_synth.ts';

const TLS = { mode: 'required' } as const;

const SECRET = 'aws_secretsmanager_secret';

function policyOf(stack: Awaited<ReturnType<typeof synth>>): { readonly Statement: readonly object[] } {
  return JSON.parse(String(resource(stack, 'aws_iam_role_policy', 'host_role_policy').policy));
}

test('each host may read its own certificate and no other, and none the key of the authority', async (t) => {
  const environment = small({ tls: TLS });
  const stack = await synth(environment);
  t.deepEqual(
    policyOf(stack).Statement.slice(1),
    environment.hosts.map(({ name, address }) => ({
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: reference(`${SECRET}.certificate_${name}.arn`),
      Condition: { StringEquals: { 'aws:EC2InstanceSourcePrivateIPv4': address } },
    })),
  );
  t.false(JSON.stringify(policyOf(stack)).includes(`${SECRET}.authority`));
});

test('certificates are issued once their secrets are there and before the first host, by a program that no shell starts', async (t) => {
  const environment = small({ tls: TLS });
  const stack = await synth(environment);
  const { provisioner, triggers_replace, depends_on } = resource(stack, 'terraform_data', 'certificates');
  const wanted = JSON.stringify(wantedCertificates(environment));
  t.is(evaluated(triggers_replace), wanted);
  t.deepEqual(depends_on, [
    `${SECRET}.authority`,
    ...environment.hosts.map(({ name }) => `${SECRET}.certificate_${name}`),
  ]);
  t.like(provisioner, { 'local-exec': { command: triggers_replace } });
  for (const { depends_on: needs } of Object.values(resources(stack, 'aws_instance')))
    t.true([needs].flat().some((need) => need === 'terraform_data.certificates'));
});

test('an authority of AWS Private CA is named to that program, and nothing else of the stack knows of it', async (t) => {
  const authority =
    'arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/01234567-89ab-cdef-0123-456789abcdef';
  const [own, theirs] = await Promise.all([
    synth(small({ tls: TLS })),
    synth(small({ tls: { ...TLS, authority } })),
  ]);
  const { triggers_replace } = resource(theirs, 'terraform_data', 'certificates');
  t.like(JSON.parse(evaluated(triggers_replace)), { privateCa: authority });
  t.is(resource(theirs, SECRET, 'authority').description, 'The authorities that hosts trust');
  t.deepEqual(policyOf(theirs), policyOf(own));
  const { [SECRET]: _secrets, terraform_data: _steps, ...rest } = theirs.resource;
  t.false(JSON.stringify(rest).includes('acm-pca'));
});

const WITHOUT: Readonly<Record<string, TlsDefinition>> = {
  'nothing is encrypted': { mode: 'off' },
  'a person lays certificates on the hosts': { mode: 'required', authority: 'files' },
};

for (const [title, tls] of Object.entries(WITHOUT))
  test(`where ${title}, there is one secret and one right, as before`, async (t) => {
    const stack = await synth(small({ tls }));
    t.deepEqual(Object.keys(resources(stack, SECRET)), ['redis_password']);
    t.is(policyOf(stack).Statement.length, 1);
    t.false('certificates' in resources(stack, 'terraform_data'));
  });

test('the authority of a protected environment can be had back, as clients trust it, and the certificate of a host goes at once', async (t) => {
  const stack = await synth(small({ tls: TLS, protected: true }));
  t.like(resource(stack, SECRET, 'authority'), {
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  const [{ name } = { name: '' }] = small().hosts;
  t.is(resource(stack, SECRET, `certificate_${name}`).recovery_window_in_days, 0);
});

test('more hosts than one policy can tell apart are refused', async (t) => {
  const replicas = Array.from(
    { length: 30 },
    (_, at) => [`data${at}`, { roles: ['replica'] as const }] as const,
  );
  const environment = small({ tls: TLS, hosts: { ...SMALL.hosts, ...Object.fromEntries(replicas) } });
  await t.throwsAsync(synth(environment), {
    instanceOf: UserError,
    message:
      /^stacks\/small\.ts: tls\.authority: 33 hosts have certificates of their own, .* tells 30 apart; write 'files'/,
  });
});
