/** Private keys. */
import { createPrivateKey, generateKeyPairSync, type X509Certificate } from 'node:crypto';

/** A new private key, as PEM: EC P-256, which every engine and client of today takes. */
export function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** True if a certificate is for a private key, given as PEM; what cannot be read fits nothing. */
export function fits(key: string, certificate: X509Certificate): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
