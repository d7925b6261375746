/** What rc.d/vedette_certificate takes for a certificate that a host may use, from certificates in files. */
import { makeAuthority } from '../../src/certificates/authority.ts';
import { issueHostCertificate, printHostCertificate } from '../../src/certificates/host-certificate.ts';
import { layOut } from '../../src/render/template.ts';
import { functionsOf, judged, type Run } from './_functions.ts';

const SCRATCH = `
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
self=10.0.0.30
printf '%s' "$INPUT" >"$scratch/given"`;

const functions = functionsOf('vedette-certificate.rc', {
  patiently: layOut('patiently.sh', {}),
  metadata: layOut('metadata.sh', {}),
  askStore: layOut('ask-store.sh', { taken: 'true' }),
});

const test = judged(`${functions}\n${SCRATCH}`);

const NS = { name: 'ns', address: '10.0.0.30' };

/** What the script says of a text that the store has; empty where it may be used. */
function flawOf(run: Run, text: string): string {
  return run('separate\nflaw "$scratch/host" "$scratch/authority"', text).stdout;
}

async function issued({ host = NS, lifetimeDays = 90, now = new Date() } = {}) {
  const authority = await makeAuthority('lab', new Date());
  const own = await issueHostCertificate(host, authority, { lifetimeDays, renewBeforeDays: 1 }, now);
  return { ...own, trusted: [authority.certificate] };
}

const DAY = 86_400_000;

const GOOD = issued();

/** What is wrong with a certificate, and what the script says of it. */
const FLAWS: readonly (readonly [string, Promise<string>, string])[] = [
  ['good', GOOD.then(printHostCertificate), ''],
  [
    'over',
    issued({ now: new Date(Date.now() - 100 * DAY) }).then(printHostCertificate),
    'certificate has expired',
  ],
  [
    'not yet valid',
    issued({ now: new Date(Date.now() + 2 * DAY) }).then(printHostCertificate),
    'certificate is not yet valid',
  ],
  [
    'for another host',
    issued({ host: { ...NS, address: '10.0.0.31' } }).then(printHostCertificate),
    'IP address mismatch',
  ],
  [
    'of another authority',
    Promise.all([GOOD, issued()]).then(([good, { trusted }]) => printHostCertificate({ ...good, trusted })),
    'unable to get local issuer certificate',
  ],
  [
    'without an authority',
    GOOD.then((good) => printHostCertificate({ ...good, trusted: [] })),
    'openssl cannot verify it',
  ],
  [
    'with the key of another one',
    Promise.all([GOOD, issued()]).then(([good, { key }]) => printHostCertificate({ ...good, key })),
    'its key is that of another certificate',
  ],
  [
    'with a key that is cut off',
    GOOD.then((good) =>
      printHostCertificate({ ...good, key: `${good.key.slice(0, 60)}\n-----END PRIVATE KEY-----\n` }),
    ),
    'its key cannot be read',
  ],
  ['missing', Promise.resolve('a password'), 'there is no certificate'],
];

test('a certificate is used that openssl verifies, of the host and with its key, and of another one it is told why not', async (t, run) => {
  for (const [title, text, said] of FLAWS) t.is(flawOf(run, await text), said, title);
});

test('the store tells a line break as two characters', (t, run) => {
  t.is(run('printf %s "$INPUT" | lines', String.raw`one\ntwo\nthree`).stdout, 'one\ntwo\nthree');
});
