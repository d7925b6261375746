import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { makeAuthority, printAuthorities, readAuthorities } from '../../src/certificates/authority.ts';
import { readHostCertificate } from '../../src/certificates/host-certificate.ts';
import { missingCertificates, provideCertificates } from '../../src/certificates/provide.ts';
import { memoryStore } from '../../src/certificates/store.ts';
import type { Wanted } from '../../src/certificates/wanted.ts';

const NOW = new Date('2026-11-28T00:00:00Z');

const WANTED: Wanted = {
  environment: 'lab',
  region: 'eu-central-1',
  authority: 'vedette/lab/authority',
  validity: { lifetimeDays: 90, renewBeforeDays: 30 },
  hosts: [
    { name: 'ns', address: '10.0.0.30', secret: 'vedette/lab/certificate/ns' },
    { name: 'node01', address: '10.0.0.51', secret: 'vedette/lab/certificate/node01' },
  ],
};

function emptyStore() {
  const texts = new Map<string, string>();
  return { texts, ...memoryStore(texts) };
}

test('The first time the authority and a certificate for every host come into the store', async (t) => {
  const store = emptyStore();
  const provided = await provideCertificates(WANTED, store, NOW);
  t.deepEqual(provided, [
    { host: 'ns', why: 'it has none' },
    { host: 'node01', why: 'it has none' },
  ]);
  const { signer } = readAuthorities(store.texts.get(WANTED.authority) ?? '', 'it');
  for (const { secret } of WANTED.hosts) {
    const found = readHostCertificate(store.texts.get(secret) ?? '');
    t.deepEqual(found?.trusted, [signer.certificate]);
    t.false(store.texts.get(secret)?.includes('key' in signer ? signer.key : ''));
  }
});

test('Another time nothing changes but what a host lacks', async (t) => {
  const store = emptyStore();
  await provideCertificates(WANTED, store, NOW);
  const before = new Map(store.texts);
  t.deepEqual(await provideCertificates(WANTED, store, NOW), []);
  t.deepEqual(store.texts, before);
  const moved = { ...WANTED, hosts: WANTED.hosts.map((host) => ({ ...host, address: '10.0.0.51' })) };
  t.deepEqual(await provideCertificates(moved, store, NOW), [
    { host: 'ns', why: 'it is for DNS:ns, IP Address:10.0.0.30' },
  ]);
  t.is(store.texts.get(WANTED.authority), before.get(WANTED.authority));
});

test('All certificates are new where that is asked for, of the same authority', async (t) => {
  const store = emptyStore();
  await provideCertificates(WANTED, store, NOW);
  const before = new Map(store.texts);
  const provided = await provideCertificates(WANTED, store, NOW, true);
  t.deepEqual(
    provided.map(({ why }) => why),
    ['all are renewed', 'all are renewed'],
  );
  t.is(store.texts.get(WANTED.authority), before.get(WANTED.authority));
  for (const { secret } of WANTED.hosts) t.not(store.texts.get(secret), before.get(secret));
});

test('Hosts trust a next authority before it signs, and keep their certificates', async (t) => {
  const store = emptyStore();
  await provideCertificates(WANTED, store, NOW);
  const { signer } = readAuthorities(store.texts.get(WANTED.authority) ?? '', 'it');
  const next = await makeAuthority('lab', NOW);
  const before = readHostCertificate(store.texts.get('vedette/lab/certificate/ns') ?? '');
  store.texts.set(WANTED.authority, printAuthorities({ signer, next, former: [] }));
  t.deepEqual(await provideCertificates(WANTED, store, NOW), []);
  const after = readHostCertificate(store.texts.get('vedette/lab/certificate/ns') ?? '');
  t.deepEqual(after?.trusted, [signer.certificate, next.certificate]);
  t.deepEqual({ ...after, trusted: before?.trusted }, before);
});

test('A secret that holds no authority is an error that names it, and nothing is issued', async (t) => {
  const store = emptyStore();
  store.texts.set(WANTED.authority, 'a password');
  await t.throwsAsync(provideCertificates(WANTED, store, NOW), {
    message: /^the secret vedette\/lab\/authority holds no authority: .*; put them back/,
  });
  t.is(store.texts.size, 1);
});

test('An authority that has ended signs nothing: the error names its day and its secret, and nothing is changed', async (t) => {
  const store = emptyStore();
  await provideCertificates(WANTED, store, NOW);
  const before = new Map(store.texts);
  const { signer } = readAuthorities(store.texts.get(WANTED.authority) ?? '', 'it');
  const end = new Date(new X509Certificate(signer.certificate).validTo);
  const message =
    /^the authority of lab ended on 2036-11-25, so nobody takes what it signs; remove the secret vedette\/lab\/authority, deploy lab, /;
  for (const provide of [provideCertificates, missingCertificates])
    for (const isAnew of [false, true]) await t.throwsAsync(provide(WANTED, store, end, isAnew), { message });
  t.deepEqual(store.texts, before);
  const lastDay = new Date(end.getTime() - 86_400_000);
  t.is((await missingCertificates(WANTED, store, lastDay)).length, 2);
});

test('Where an authority that has ended is removed, another one is made and signs every host anew', async (t) => {
  const store = emptyStore();
  await provideCertificates(WANTED, store, NOW);
  store.texts.delete(WANTED.authority);
  const later = new Date(NOW.getTime() + 4_000 * 86_400_000);
  const provided = await provideCertificates(WANTED, store, later);
  t.deepEqual(provided, [
    { host: 'ns', why: 'another authority signed it' },
    { host: 'node01', why: 'another authority signed it' },
  ]);
});
