import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import test from 'ava';
import {
  type Authority,
  makeAuthority,
  printAuthorities,
  readAuthorities,
  trustedOf,
} from '../../src/certificates/authority.ts';
import { commonName, readHostCertificate } from '../../src/certificates/host-certificate.ts';
import type { PrivateAuthority, PrivateCa } from '../../src/certificates/private-ca.ts';
import { missingCertificates, provideCertificates, provideUnder } from '../../src/certificates/provide.ts';
import { readRequest } from '../../src/certificates/request.ts';
import { memoryStore } from '../../src/certificates/store.ts';
import type { Wanted } from '../../src/certificates/wanted.ts';
import { writeCertificate } from '../../src/certificates/x509.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const DAY = 86_400_000;
const ARN =
  'arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/11111111-2222-3333-4444-555555555555';
const OTHER = ARN.replace('1111', '9999');

const WANTED: Wanted = {
  environment: 'lab',
  region: 'eu-central-1',
  authority: 'vedette/lab/authority',
  privateCa: ARN,
  validity: { lifetimeDays: 90, renewBeforeDays: 30 },
  hosts: [
    { name: 'ns', address: '10.0.0.30', secret: 'vedette/lab/certificate/ns' },
    { name: 'node01', address: '10.0.0.51', secret: 'vedette/lab/certificate/node01' },
  ],
};

interface Held extends PrivateAuthority {
  readonly key: string;
}

/** An authority below another one. */
async function below(root: Authority, arn = ARN, days = 1_000, key = newKey()): Promise<Held> {
  const certificate = writeCertificate(
    {
      name: `below ${arn.slice(-3)}`,
      key,
      from: NOW,
      until: new Date(NOW.getTime() + days * DAY),
      use: 'authority',
    },
    { name: commonName(root.certificate), key: root.key },
  );
  return { arn, key, certificate, chain: [root.certificate] };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A service that has some authorities, and the requests that it was sent. */
function serviceOf(held: Map<string, Held>) {
  const requests: string[] = [];
  const find = (arn: string): Held => {
    const found = held.get(arn);
    if (found === undefined) throw new Error(`there is no ${arn}`);
    return found;
  };
  const privateCa: PrivateCa = {
    authority: async (arn) => {
      const { key: _key, ...told } = find(arn);
      return told;
    },
    sign: async ({ arn }, request, until) => {
      requests.push(request);
      const asked = readRequest(request);
      if (asked === undefined) throw new Error('that is no request');
      const { key, certificate } = find(arn);
      return writeCertificate({ ...asked, from: NOW, until }, { name: commonName(certificate), key });
    },
  };
  return { privateCa, requests };
}

async function start(days = 1_000) {
  const root = await makeAuthority('root', NOW);
  const held = new Map([[ARN, await below(root, ARN, days)]]);
  const texts = new Map<string, string>();
  const service = serviceOf(held);
  return { root, held, texts, ...service, store: memoryStore(texts, service.privateCa) };
}

const HOSTS = [
  { host: 'ns', why: 'it has none' },
  { host: 'node01', why: 'it has none' },
];

test('Hosts get certificates of AWS Private CA, trust it with those above it, and the store has no key but those of hosts', async (t) => {
  const { root, held, texts, requests, store } = await start();
  t.deepEqual(await provideCertificates(WANTED, store, NOW), HOSTS);
  const signer = held.get(ARN);
  const text = texts.get(WANTED.authority) ?? '';
  t.notRegex(text, /PRIVATE KEY/);
  t.deepEqual(readAuthorities(text, 'it'), {
    signer: { arn: ARN, certificate: signer?.certificate, chain: [root.certificate] },
    next: undefined,
    former: [],
  });
  for (const [at, { secret, address }] of WANTED.hosts.entries()) {
    const found = readHostCertificate(texts.get(secret) ?? '');
    t.deepEqual(found?.trusted, [signer?.certificate, root.certificate]);
    t.truthy(new X509Certificate(found?.certificate ?? '').checkIP(address));
    t.false(requests[at]?.includes(found?.key.split('\n')[1] ?? ''));
  }
  t.deepEqual(await provideCertificates(WANTED, store, NOW), [], 'another time nothing is issued');
  t.is(requests.length, 2);
});

test('What AWS Private CA signs ends with it at the latest, and is not renewed day after day then', async (t) => {
  const { held, texts, store } = await start(20);
  await provideCertificates(WANTED, store, NOW);
  const found = readHostCertificate(texts.get('vedette/lab/certificate/ns') ?? '');
  t.is(
    new X509Certificate(found?.certificate ?? '').validTo,
    new X509Certificate(held.get(ARN)?.certificate ?? '').validTo,
  );
  t.deepEqual(await missingCertificates(WANTED, store, NOW), []);
});

test('A new certificate of the same authority is trusted from the next renewal on, and hosts keep their own', async (t) => {
  const { root, held, texts, store, requests } = await start();
  await provideCertificates(WANTED, store, NOW);
  const renewed = await below(root, ARN, 2_000, held.get(ARN)?.key);
  held.set(ARN, renewed);
  t.deepEqual(await missingCertificates(WANTED, store, NOW), []);
  t.deepEqual(await provideCertificates(WANTED, store, NOW), []);
  t.is(requests.length, 2);
  for (const { secret } of WANTED.hosts)
    t.deepEqual(readHostCertificate(texts.get(secret) ?? '')?.trusted, [
      renewed.certificate,
      root.certificate,
    ]);
});

test('One that has ended is asked to be renewed there, and one with another key is refused', async (t) => {
  const { root, held, store } = await start(10);
  await provideCertificates(WANTED, store, NOW);
  const later = new Date(NOW.getTime() + 11 * DAY);
  await t.throwsAsync(provideCertificates(WANTED, store, later), {
    message: /have arn:aws:acm-pca:\S+ get a new/,
  });
  held.set(ARN, await below(root, ARN, 2_000, held.get(ARN)?.key));
  t.is((await provideCertificates(WANTED, store, later)).length, 2);
  held.set(ARN, await below(root));
  await t.throwsAsync(provideCertificates(WANTED, store, later), { message: /has another key than the one/ });
});

const CHANGES = [
  ['an authority that vedette makes', 'AWS Private CA', undefined, ARN],
  ['AWS Private CA', 'an authority that vedette makes', ARN, undefined],
  ['AWS Private CA', 'another one of it', ARN, OTHER],
] as const;

for (const [from, to, before, after] of CHANGES)
  test(`From ${from} to ${to} nobody gets a certificate before all trust both: it is refused with the way`, async (t) => {
    const { root, held, texts, store } = await start();
    held.set(OTHER, await below(root, OTHER));
    await provideCertificates({ ...WANTED, privateCa: before }, store, NOW);
    const had = new Map(texts);
    const wanted = { ...WANTED, privateCa: after };
    const refused = { message: /^lab: tls\.authority says .*; run vedette rotate lab --authority first/ };
    await t.throwsAsync(provideCertificates(wanted, store, NOW), refused);
    await t.throwsAsync(missingCertificates(wanted, store, NOW, true), refused);
    t.deepEqual(texts, had);
  });

test('The present and the next authority are read back as they are printed, whoever has their keys, and so are those before', async (t) => {
  const [root, other, former] = await Promise.all(
    ['root', 'other', 'former'].map((one) => makeAuthority(one, NOW)),
  );
  if (root === undefined || other === undefined || former === undefined) throw new Error('there are three');
  const told = ({ key: _key, ...rest }: Held): PrivateAuthority => rest;
  const [one, two] = [told(await below(root)), told(await below(other, OTHER))];
  const signers = [root, one, two, other];
  for (const signer of signers)
    for (const next of [
      undefined,
      ...signers.filter((each) => each !== signer && each !== root && each !== other),
    ])
      for (const before of [[], [former.certificate]]) {
        const authorities = { signer, next, former: before };
        const read = readAuthorities(printAuthorities(authorities), 'it');
        t.deepEqual(trustedOf(read), trustedOf(authorities));
        t.deepEqual([read.signer, read.next], [signer, next]);
      }
});

test('While both are trusted the present one signs, and from then on the next one', async (t) => {
  const { held, texts, store } = await start();
  await provideCertificates({ ...WANTED, privateCa: undefined }, store, NOW);
  const { signer } = readAuthorities(texts.get(WANTED.authority) ?? '', 'it');
  const next = await store.privateCa.authority(ARN);
  await store.write(WANTED.authority, printAuthorities({ signer, next, former: [] }));
  t.deepEqual(await provideCertificates(WANTED, store, NOW), []);
  const trusts = () => readHostCertificate(texts.get('vedette/lab/certificate/ns') ?? '')?.trusted;
  t.deepEqual(trusts(), [signer.certificate, next.certificate, ...next.chain]);
  const both = { signer: next, next: undefined, former: [signer.certificate] };
  t.is((await provideUnder(both, WANTED, store, NOW)).length, 2);
  t.deepEqual(trusts(), [next.certificate, ...next.chain, signer.certificate]);
  t.truthy(held.get(ARN));
});
