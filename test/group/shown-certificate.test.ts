import { createServer } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { type Authority, makeAuthority } from '../../src/certificates/authority.ts';
import { issueHostCertificate } from '../../src/certificates/host-certificate.ts';
import { shownCertificate } from '../../src/group/shown-certificate.ts';

const DAY = 86_400_000;
const HERE = '127.0.0.1';
const AUTHORITY = makeAuthority('lab', new Date());

interface Wanted {
  readonly address?: string;
  /** The day, counted from today, on which it is issued. */
  readonly issued?: number;
  readonly signer?: Authority;
}

/** What is said of a certificate of 90 days that a server here shows. */
async function problemOf(t: ExecutionContext, { address = HERE, issued = 0, signer }: Wanted) {
  const authority = await AUTHORITY;
  const now = new Date(Date.now() + issued * DAY);
  const validity = { lifetimeDays: 90, renewBeforeDays: 30 };
  const own = await issueHostCertificate({ name: 'ns', address }, signer ?? authority, validity, now);
  const server = createServer({ key: own.key, cert: own.certificate }).listen(0, HERE);
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new RangeError('the server listens on a port');
  const encryption = { authority: authority.certificate, address: HERE };
  const shown = await shownCertificate({ host: HERE, port: at.port, encryption });
  t.not(shown, undefined);
  return shown?.problem;
}

test('a certificate is good that the authority signed for this address, and of another one it is said why not', async (t) => {
  t.is(await problemOf(t, {}), undefined);
  t.is(await problemOf(t, { issued: -100 }), 'it has expired');
  t.is(await problemOf(t, { issued: 2 }), 'it is not valid yet');
  t.is(await problemOf(t, { address: '127.0.0.2' }), 'it is not for this address');
  const stranger = await makeAuthority('other', new Date());
  t.is(await problemOf(t, { signer: stranger }), 'another authority has signed it');
});
