import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { makeAuthority } from '../../src/certificates/authority.ts';
import {
  issueHostCertificate,
  printHostCertificate,
  readHostCertificate,
  reasonToIssue,
} from '../../src/certificates/host-certificate.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const NS = { name: 'ns', address: '10.0.0.30' };
const VALIDITY = { lifetimeDays: 90, renewBeforeDays: 30 };

function later(days: number): Date {
  return new Date(NOW.getTime() + days * 86_400_000);
}

async function issued(host = NS, now = NOW) {
  const authority = await makeAuthority('lab', NOW);
  return { authority, ...(await issueHostCertificate(host, authority, VALIDITY, now)) };
}

test('A certificate names its host by name and address, is signed by the authority and serves both ends', async (t) => {
  const { authority, key, certificate } = await issued();
  const [read, signer] = [new X509Certificate(certificate), new X509Certificate(authority.certificate)];
  t.is(read.subject, 'CN=ns');
  t.is(read.subjectAltName, 'DNS:ns, IP Address:10.0.0.30');
  t.true(read.checkIssued(signer) && read.verify(signer.publicKey));
  t.deepEqual(read.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  t.false(read.ca);
  t.true(signer.ca);
  t.is(read.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  t.regex(key, /^-----BEGIN PRIVATE KEY-----\n/);
});

test('A certificate is valid from an hour ago, for hosts whose clocks are behind, until its lifetime is over', async (t) => {
  const read = new X509Certificate((await issued()).certificate);
  t.is(new Date(read.validFrom).toISOString(), '2026-11-27T23:00:00.000Z');
  t.is(new Date(read.validTo).toISOString(), '2027-02-26T00:00:00.000Z');
});

test('Two authorities of an environment have different names and keys', async (t) => {
  const [one, other] = await Promise.all([makeAuthority('lab', NOW), makeAuthority('lab', NOW)]);
  t.not(one.key, other.key);
  t.not(new X509Certificate(one.certificate).subject, new X509Certificate(other.certificate).subject);
});

test('What is printed for a host is read back', async (t) => {
  const { authority, key, certificate } = await issued();
  const whole = { key, certificate, trusted: [authority.certificate] };
  t.deepEqual(readHostCertificate(printHostCertificate(whole)), whole);
  t.is(readHostCertificate(authority.certificate), undefined);
  t.is(readHostCertificate('an answer that holds no certificate'), undefined);
});

test('A host keeps a certificate until the days before its end in which it is renewed', async (t) => {
  const { authority, ...own } = await issued();
  const found = { ...own, trusted: [] };
  const reasonAt = (days: number) => reasonToIssue(found, NS, authority, VALIDITY, later(days));
  t.is(reasonAt(0), undefined);
  t.is(reasonAt(59), undefined);
  t.is(reasonAt(61), 'it ends 2027-02-26');
  t.is(reasonAt(1_000), 'it ends 2027-02-26');
  t.is(reasonAt(-1), 'it begins 2026-11-27');
});

test('A host gets another certificate where its own is missing, unreadable, for somebody else or of another authority', async (t) => {
  const { authority, ...own } = await issued();
  const found = { ...own, trusted: [] };
  const stranger = await makeAuthority('lab', NOW);
  const reason = (host: Partial<typeof found> | undefined, who = NS, signer = authority) =>
    reasonToIssue(host && { ...found, ...host }, who, signer, VALIDITY, NOW);
  t.is(reason(undefined), 'it has none');
  t.is(reason({ key: stranger.key }), 'what it has cannot be read');
  t.is(reason({ certificate: 'nothing' }), 'what it has cannot be read');
  t.is(reason({}, { ...NS, address: '10.0.0.31' }), 'it is for DNS:ns, IP Address:10.0.0.30');
  t.is(reason({}, { ...NS, name: 'node01' }), 'it is for DNS:ns, IP Address:10.0.0.30');
  t.is(reason({}, NS, stranger), 'another authority signed it');
});

test('A certificate ends with its authority at the latest, and one that does so is not renewed day after day', async (t) => {
  const authority = await makeAuthority('lab', NOW);
  const end = new X509Certificate(authority.certificate).validTo;
  const soon = new Date(new Date(end).getTime() - 20 * 86_400_000);
  const own = await issueHostCertificate(NS, authority, VALIDITY, soon);
  t.is(new X509Certificate(own.certificate).validTo, end);
  t.is(reasonToIssue({ ...own, trusted: [] }, NS, authority, VALIDITY, soon), undefined);
  t.regex(
    reasonToIssue({ ...own, trusted: [] }, NS, authority, VALIDITY, new Date(end)) ?? '',
    /^it ends \d{4}-/,
  );
});
