import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/** A server's certificate and the authority that hosts trust for it, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

/** Issues a certificate for a name by an authority that exists for this cloud only and whose key is thrown away. */
export async function issueCertificate(name: string, folder: string): Promise<Certificate> {
  const file = (path: string): string => join(folder, path);
  const curve = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-noenc',
    '-days',
    '7',
  ] as const;
  const authority = ['-subj', '/CN=vedette', '-keyout', file('ca.key'), '-out', file('ca.pem')] as const;
  await run(['openssl', 'req', '-x509', ...curve, ...authority]);
  const signed = [
    '-CA',
    file('ca.pem'),
    '-CAkey',
    file('ca.key'),
    '-addext',
    `subjectAltName=DNS:${name}`,
  ] as const;
  const server = ['-subj', `/CN=${name}`, '-keyout', file('key.pem'), '-out', file('cert.pem')] as const;
  await run([
    'openssl',
    'req',
    '-x509',
    ...curve,
    ...signed,
    ...server,
    '-addext',
    'basicConstraints=critical,CA:FALSE',
  ]);
  const read = (path: string): string => readFileSync(file(path), 'utf8');
  const certificate = { key: read('key.pem'), certificate: read('cert.pem'), authority: read('ca.pem') };
  for (const path of ['ca.key', 'ca.pem', 'key.pem', 'cert.pem']) rmSync(file(path));
  return certificate;
}
