import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readHostCertificate } from '../../src/certificates/host-certificate.ts';
import { newKey } from '../../src/certificates/key.ts';
import { issueByPrivateCa } from '../../src/certificates/private-ca.ts';
import { writeRequest } from '../../src/certificates/request.ts';
import { PRIVATE_CA } from '../../src/group/private-ca.ts';
import { privateCaService } from '../../src/local/account/private-ca.ts';
import { serveAccount } from '../../src/local/account/server.ts';
import type { AccountService, Answer } from '../../src/local/account/service.ts';
import { scratchFolder } from '../cli/_run.ts';

const FOLDER = scratchFolder('private-ca');
const ARN =
  'arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/11111111-2222-3333-4444-555555555555';
const NS = { name: 'ns', address: '10.0.0.30' };
const NOW = new Date();

/** Leads this process to a service. Tests that do so run one after the other. */
async function lead(t: ExecutionContext, service: AccountService): Promise<void> {
  const { variables, close } = await serveAccount([service], {});
  const names = Object.keys(variables);
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const set = (values: Readonly<Record<string, string | undefined>>): void => {
    for (const [name, value] of Object.entries(values))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
  set(variables);
  t.teardown(async () => {
    set(before);
    await close();
  });
}

/** A service that says the same to everything. */
function saying(answers: readonly Answer[]): AccountService {
  const left = [...answers];
  return {
    name: 'acm-pca',
    variable: 'AWS_ENDPOINT_URL_ACM_PCA',
    answer: async () => (left.length > 1 ? left.shift() : left[0]) ?? { status: 500 },
    refuse: ({ status, code, message }) => failure(code, message, status),
  };
}

function failure(type: string, message: string, status = 400): Answer {
  return { status, body: JSON.stringify({ __type: type, message }) };
}

test.serial('A host gets a certificate from AWS Private CA for a key that is not sent', async (t) => {
  await lead(t, privateCaService(join(FOLDER, 'issue')));
  const authority = await PRIVATE_CA.authority(ARN);
  const issued = await issueByPrivateCa(NS, authority, { lifetimeDays: 7 }, NOW, PRIVATE_CA);
  const [read, signer] = [
    new X509Certificate(issued.certificate),
    new X509Certificate(authority.certificate),
  ];
  t.true(read.checkIssued(signer) && read.verify(signer.publicKey));
  t.is(read.subjectAltName, 'DNS:ns, IP Address:10.0.0.30');
  t.deepEqual(read.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  t.is(Math.floor((NOW.getTime() + 7 * 86_400_000) / 1_000) * 1_000, new Date(read.validTo).getTime());
  t.like(readHostCertificate(`${issued.key}${issued.certificate}`), issued);
});

test.serial('A certificate ends with its authority at the latest', async (t) => {
  await lead(t, privateCaService(join(FOLDER, 'end')));
  const authority = await PRIVATE_CA.authority(ARN);
  const issued = await issueByPrivateCa(NS, authority, { lifetimeDays: 36_500 }, NOW, PRIVATE_CA);
  const [read, signer] = [
    new X509Certificate(issued.certificate),
    new X509Certificate(authority.certificate),
  ];
  t.is(read.validTo, signer.validTo);
  const request = writeRequest({ name: 'ns', key: newKey(), use: { names: ['ns'], addresses: [] } });
  const after = new Date(new Date(signer.validTo).getTime() + 60_000);
  await t.throwsAsync(PRIVATE_CA.sign(authority, request, after), { message: /tls\.lifetimeDays/ });
});

test.serial('An authority stays the same, and another ARN is another one', async (t) => {
  await lead(t, privateCaService(join(FOLDER, 'same')));
  const other = ARN.replace('1111', '9999');
  const [one, again, two] = await Promise.all([ARN, ARN, other].map((arn) => PRIVATE_CA.authority(arn)));
  t.deepEqual(one, again);
  t.not(one?.certificate, two?.certificate);
});

const REFUSALS = [
  [
    failure('AccessDeniedException', 'no'),
    /: no\); the credentials need acm-pca:GetCertificateAuthorityCertificate on it$/,
  ],
  [
    failure('ResourceNotFoundException', ''),
    /\(ResourceNotFoundException\); give tls\.authority the ARN of one/,
  ],
  [
    failure('com.amazonaws.acmpca#InvalidStateException', 'It is DISABLED.'),
    /is DISABLED\); it signs when it is active/,
  ],
  [failure('LimitExceededException', 'enough'), /its quota allows/],
  [failure('UnrecognizedClientException', 'who?'), /check the credentials/],
] as const;

for (const [answer, message] of REFUSALS)
  test.serial(`What AWS Private CA refuses is told in one sentence: ${message.source}`, async (t) => {
    await lead(t, saying([answer]));
    const error = await t.throwsAsync(PRIVATE_CA.authority(ARN), { message });
    t.true(error?.message.startsWith(`tls.authority: ${ARN} does not answer `));
    t.notRegex(error?.message ?? '', /\n/);
  });

test.serial('What passes is asked for again, and an answer that cannot be read is none', async (t) => {
  await lead(
    t,
    saying([failure('ThrottlingException', 'slow'), { status: 503 }, failure('InvalidArnException', '')]),
  );
  await t.throwsAsync(PRIVATE_CA.authority(ARN), { message: /InvalidArnException/ });
  await lead(t, saying([{ status: 200, body: JSON.stringify({ Certificate: 'nothing' }) }]));
  await t.throwsAsync(PRIVATE_CA.authority(ARN), { message: /has no certificate that can be read/ });
});

test('What it signs for another key, another host or another purpose is given to no host', async (t) => {
  const { localPrivateCa } = await import('../../src/local/account/private-ca.ts');
  const own = localPrivateCa(join(FOLDER, 'other'));
  const authority = await own.authority(ARN);
  const other = (name: string) =>
    writeRequest({ name, key: newKey(), use: { names: [name], addresses: [NS.address] } });
  const signing = (text: () => Promise<string>) =>
    issueByPrivateCa(NS, authority, { lifetimeDays: 1 }, NOW, { ...own, sign: text });
  const until = new Date(NOW.getTime() + 86_400_000);
  await t.throwsAsync(
    signing(() => own.sign(authority, other('ns'), until)),
    { message: /is for another key/ },
  );
  await t.throwsAsync(
    signing(() => own.sign(authority, other('one'), until)),
    { message: /is not for ns/ },
  );
  await t.throwsAsync(
    signing(async () => ''),
    { message: /is no certificate/ },
  );
});
