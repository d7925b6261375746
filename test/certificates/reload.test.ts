/** What servers say to a certificate that is put in the place of theirs: why a host looks at it before (rc.d/vedette_certificate). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ExecutionContext } from 'ava';
import { makeAuthority } from '../../src/certificates/authority.ts';
import { issueHostCertificate } from '../../src/certificates/host-certificate.ts';
import { withServer } from '../_redis.ts';
import { scratchFolder } from '../cli/_run.ts';
import { ENGINES } from '../redis/_engines.ts';

const FOLDER = scratchFolder('reload');

const NS = { name: 'ns', address: '10.0.0.30' };
const VALIDITY = { lifetimeDays: 1, renewBeforeDays: 0 };

/** Keys with certificates, as they stand in one file. */
async function filesOfHost() {
  const now = new Date();
  const [authority, other] = await Promise.all([makeAuthority('lab', now), makeAuthority('lab', now)]);
  const good = await issueHostCertificate(NS, authority, VALIDITY, now);
  const next = await issueHostCertificate(NS, authority, VALIDITY, now);
  const over = await issueHostCertificate(NS, authority, VALIDITY, new Date(now.getTime() - 10 * 86_400_000));
  const foreign = await issueHostCertificate(NS, other, VALIDITY, now);
  const text = ({ key, certificate }: typeof good): string => `${key}${certificate}`;
  return {
    authority: authority.certificate,
    good: text(good),
    taken: { another: text(next), 'one that is over': text(over), 'one of another authority': text(foreign) },
    refused: {
      'one with another key': text({ ...good, key: next.key }),
      'one without a key': good.certificate,
    },
  };
}

async function reloads(t: ExecutionContext, engine: string): Promise<void> {
  const { authority, good, taken, refused } = await filesOfHost();
  const folder = resolve(mkdtempSync(join(FOLDER, 'tls-')));
  const [host, ca] = [join(folder, 'host.pem'), join(folder, 'ca.crt')];
  writeFileSync(host, good);
  writeFileSync(ca, authority);
  const conf = `port 0\ntls-replication yes\ntls-cert-file ${host}\ntls-key-file ${host}\ntls-ca-cert-file ${ca}\n`;
  try {
    await withServer(
      conf,
      async ({ command }) => {
        const reload = () => command('CONFIG', 'SET', 'tls-cert-file', host);
        for (const [what, text] of Object.entries(taken)) {
          writeFileSync(host, text);
          t.is(await reload(), 'OK', what);
        }
        for (const [what, text] of Object.entries(refused)) {
          writeFileSync(host, text);
          await t.throwsAsync(reload(), { message: /Unable to update TLS configuration/ }, what);
        }
      },
      engine,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const { server, real } of ENGINES)
  real(
    'a server that runs takes another certificate from its file, also one that is over or of another authority, and none without its key',
    (t) => reloads(t, server),
  );
