import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { type Authority, makeAuthority } from '../../src/certificates/authority.ts';
import type { TlsFiles } from '../../src/certificates/flaw.ts';
import { newKey } from '../../src/certificates/key.ts';
import { writeCertificate } from '../../src/certificates/x509.ts';
import { formatFinding } from '../../src/rules/index.ts';
import { validateFiles } from '../../src/rules/validate-files.ts';
import { type Files, GROUP, read, replaced, withLines } from './_files.ts';

const TODAY = new Date('2026-11-28T12:00:00Z');
const DAY = 86_400_000;
const LINES = 'tls-cert-file /tls/host.crt\ntls-key-file /tls/host.key\ntls-ca-cert-file /tls/ca.crt';
/** The group with TLS in all files. */
const ENCRYPTED: Files = withLines(
  Object.fromEntries(
    Object.keys(GROUP).map((file) => [
      file,
      `port 0\ntls-port ${file.startsWith('data') ? 6379 : 26_379}\n${LINES}\ntls-replication yes`,
    ]),
  ),
);
const AUTHORITY = makeAuthority('lab', new Date('2026-11-01T00:00:00Z'));

interface Wanted {
  readonly address: string;
  readonly names?: readonly string[];
  readonly authority?: Authority;
  readonly from?: number;
  readonly days?: number;
}

/** A certificate that is valid from some days before today for so many days, with what lies beside it. */
async function issued({ address, names = ['ns'], from = -1, days = 90, ...more }: Wanted): Promise<TlsFiles> {
  const authority = more.authority ?? (await AUTHORITY);
  const key = newKey();
  const begin = TODAY.getTime() + from * DAY;
  const content = {
    name: 'ns',
    key,
    from: new Date(begin),
    until: new Date(begin + days * DAY),
    use: { names, addresses: [address] },
  };
  const name = new X509Certificate(authority.certificate).subject.replace('CN=', '');
  const certificate = writeCertificate(content, { name, key: authority.key });
  return { certificate, key, authority: authority.certificate };
}

/** The address that a program of the group listens on. */
function addressOf(file: string): string {
  return file.replace(
    /^(data|sentinel)(\d)\.conf$/,
    (_, kind, host) => `10.0.${kind === 'data' ? 0 : 1}.${host}`,
  );
}

const GOOD = Promise.all(
  Object.keys(ENCRYPTED).map(async (file) => [file, await issued({ address: addressOf(file) })] as const),
).then((all) => new Map(all));

/** What is found where the certificates of some files are others. */
async function found(changes: Readonly<Record<string, Partial<TlsFiles>>>, files = ENCRYPTED) {
  const good = await GOOD;
  const given = read(files).map((file) => {
    const tls = good.get(file.path);
    return tls === undefined ? file : { ...file, tls: { ...tls, ...changes[file.path] } };
  });
  return validateFiles(given, TODAY);
}

async function said(...given: Parameters<typeof found>): Promise<readonly string[]> {
  return (await found(...given)).findings.map((one) => `${one.rule} ${one.severity} ${formatFinding(one)}`);
}

const USABLE =
  'give the host a certificate of its own with its key, signed by the authority that all hosts trust';

test('certificates of the hosts themselves, of one authority, break no rule', async (t) => {
  const { findings, leftOpen } = await found({});
  t.deepEqual(findings.map(formatFinding), []);
  t.false(leftOpen.some(({ lacks }) => lacks === 'certificates'));
});

test('without the files that a configuration names every rule about them is open, and none where no certificate is named', (t) => {
  const open = (files: Files) =>
    validateFiles(read(files), TODAY)
      .leftOpen.filter(({ lacks }) => lacks === 'certificates')
      .map(({ rule }) => rule);
  const named = read(ENCRYPTED).map((file) => ({
    ...file,
    tls: { certificate: undefined, key: undefined, authority: undefined },
  }));
  t.deepEqual(
    validateFiles(named, TODAY)
      .leftOpen.filter(({ lacks }) => lacks === 'certificates')
      .map(({ rule }) => rule),
    ['certificate-usable', 'certificate-trust', 'certificate-name', 'certificate-lifetime'],
  );
  t.deepEqual(open(GROUP), []);
});

test('a certificate that has ended, or has not begun, breaks certificate-usable', async (t) => {
  const address = '10.0.0.1';
  t.deepEqual(await said({ 'data1.conf': await issued({ address, from: -100 }) }), [
    `certificate-usable error data1.conf:10: tls-cert-file: /tls/host.crt ended on 2026-11-18; ${USABLE}`,
  ]);
  t.deepEqual(await said({ 'data1.conf': await issued({ address, from: 2 }) }), [
    `certificate-usable error data1.conf:10: tls-cert-file: /tls/host.crt is not valid before 2026-11-30; ${USABLE}`,
  ]);
});

test('a key that cannot be read, or is that of another certificate, breaks certificate-usable', async (t) => {
  const cut = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----\n';
  const flaws = [
    [newKey(), 'is the key of another certificate'],
    [cut, 'cannot be read as a private key'],
    ['nothing', 'holds no private key'],
  ] as const;
  for (const [key, flaw] of flaws)
    t.deepEqual(await said({ 'sentinel2.conf': { key } }), [
      `certificate-usable error sentinel2.conf:11: tls-key-file: /tls/host.key ${flaw}; ${USABLE}`,
    ]);
  const files = withLines({ 'sentinel2.conf': 'tls-key-file-pass guarded' }, ENCRYPTED);
  t.deepEqual(await said({ 'sentinel2.conf': { key: cut } }, files), []);
});

test('a certificate that its own authorities did not sign breaks certificate-usable, and one that those of another host did not sign breaks certificate-trust', async (t) => {
  const stranger = await makeAuthority('other', TODAY);
  const own = await issued({ address: '10.0.0.3', authority: stranger });
  const { certificate: authority } = await AUTHORITY;
  t.deepEqual(await said({ 'data3.conf': { ...own, authority } }), [
    `certificate-usable error data3.conf:11: tls-cert-file: /tls/host.crt is signed by nobody in /tls/ca.crt; ${USABLE}`,
  ]);
  const both = `${stranger.certificate}${authority}`;
  const others = Object.fromEntries(
    Object.keys(ENCRYPTED).map((file) => [file, file === 'data2.conf' ? {} : { authority: both }]),
  );
  t.deepEqual(await said({ ...others, 'data3.conf': { ...own, authority: both } }), [
    'certificate-trust error data2.conf:13: tls-ca-cert-file: /tls/ca.crt does not hold who signed the certificate of data3.conf, so links to it are refused; give all hosts the same authorities, the former ones too while they change',
  ]);
});

test('what is no certificate breaks certificate-usable', async (t) => {
  t.deepEqual(await said({ 'data1.conf': { certificate: 'nothing' } }), [
    `certificate-usable error data1.conf:10: tls-cert-file: /tls/host.crt holds no certificate; ${USABLE}`,
  ]);
});

test('a certificate of an authority is for servers and clients, since it does not say for whom', async (t) => {
  const { key, certificate } = await AUTHORITY;
  const { findings } = await found({ 'data1.conf': { key, certificate, authority: certificate } });
  t.deepEqual(
    findings.map(({ rule }) => rule),
    ['certificate-name', 'certificate-lifetime'],
  );
});

test('a certificate without the name or address that clients are told breaks certificate-name', async (t) => {
  const remedy = 'give the host a certificate for that name or address';
  t.deepEqual(await said({ 'data1.conf': await issued({ address: '10.0.0.9' }) }), [
    `certificate-name error data1.conf:10: tls-cert-file: /tls/host.crt is for DNS:ns, IP Address:10.0.0.9, and clients are told 10.0.0.1; ${remedy}`,
  ]);
  const announced = withLines({ 'data1.conf': 'replica-announce-ip redis-1.example.com' }, ENCRYPTED);
  t.deepEqual(await said({}, announced), [
    `certificate-name error data1.conf:10: tls-cert-file: /tls/host.crt is for DNS:ns, IP Address:10.0.0.1, and clients are told redis-1.example.com; ${remedy}`,
  ]);
  const named = await issued({ address: '10.0.0.1', names: ['ns', 'redis-1.example.com'] });
  t.deepEqual(await said({ 'data1.conf': named }, announced), []);
  t.deepEqual(await said({}, replaced(/bind .*\n/, '', 'data1', ENCRYPTED)), []);
});

test('a certificate that is near its end, lives long, or outlives its authority breaks certificate-lifetime', async (t) => {
  const remedy = 'give the host another certificate';
  const address = '10.0.0.1';
  const says = async (wanted: Partial<Wanted>) =>
    said({ 'data1.conf': await issued({ address, ...wanted }) });
  t.deepEqual(await says({ days: 7 }), [
    `certificate-lifetime warning data1.conf:10: tls-cert-file: /tls/host.crt ends on 2026-12-04, in 6 days; ${remedy}`,
  ]);
  t.deepEqual(await says({ days: 399 }), [
    `certificate-lifetime warning data1.conf:10: tls-cert-file: /tls/host.crt is valid for 399 days, and Redis asks nobody whether it was revoked; ${remedy}`,
  ]);
  const old = await makeAuthority('lab', new Date(TODAY.getTime() - 3_600 * DAY));
  const { certificate: authority } = await AUTHORITY;
  const both = `${old.certificate}${authority}`;
  const all = Object.fromEntries(Object.keys(ENCRYPTED).map((file) => [file, { authority: both }]));
  const own = await issued({ address, authority: old });
  t.deepEqual(await said({ ...all, 'data1.conf': { ...own, authority: both } }), [
    `certificate-lifetime warning data1.conf:10: tls-cert-file: /tls/host.crt says that it ends on 2027-02-25, and nobody takes it after its authority ends on 2027-01-17; ${remedy}`,
  ]);
});

test('no finding holds a key', async (t) => {
  const { findings } = await found({
    'data1.conf': { key: newKey() },
    'data2.conf': { key: 'k3y-in-clear' },
  });
  t.is(findings.length, 2);
  t.notRegex(JSON.stringify(findings), /PRIVATE KEY|k3y-in-clear/);
});
