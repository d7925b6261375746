import { X509Certificate } from 'node:crypto';

/** Reads a certificate, given as PEM; undefined if it is none. */
export function readCertificate(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}
