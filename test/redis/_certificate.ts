import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface Certificate {
  /** Lines that load it. */
  readonly conf: string;
  /** Values that load it again from another place. */
  readonly values: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** A certificate for the directives that Redis only takes with one. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = resolve(await mkdtemp(join('tmp', 'certificate-')));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=test', '-nodes', '-days', '1', '-newkey', 'rsa:2048'];
  spawnSync('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', cert]);
  const names = ['tls-cert-file', 'tls-ca-cert-file', 'tls-key-file'];
  const files = [cert, cert, key];
  return {
    conf: names.map((name, index) => `${name} ${files[index]}`).join('\n'),
    values: Object.fromEntries(
      names.map((name, index) => [name, (files[index] ?? '').replace(folder, `${folder}/.`)]),
    ),
    remove: () => rm(folder, { recursive: true }),
  };
}
