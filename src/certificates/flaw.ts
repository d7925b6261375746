/** What is wrong with a certificate that somebody else issued, as files hold it. */
import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { certificatesIn, keysIn } from './pem.ts';
import { readCertificate } from './read.ts';

/** The texts of the files that a program reads for TLS; undefined for one that is not known. */
export interface TlsFiles {
  /** The certificate, and those of authorities between it and one that is trusted. */
  readonly certificate: string | undefined;
  /** Its private key. */
  readonly key: string | undefined;
  /** The certificates of the authorities that the program trusts. */
  readonly authority: string | undefined;
}

/** The certificate that a program shows, which is the first of its file; undefined where there is none. */
export function shownOf({ certificate = '' }: TlsFiles): X509Certificate | undefined {
  const [first] = certificatesIn(certificate);
  return first === undefined ? undefined : readCertificate(first);
}

/** Why nobody takes a certificate on a day, as a clause without its subject; undefined where it is good. */
export function validityFlaw(certificate: X509Certificate, now: Date): string | undefined {
  const [from, until] = lifeOf(certificate);
  if (now < from) return `is not valid before ${dayOf(from)}`;
  return now > until ? `ended on ${dayOf(until)}` : undefined;
}

/** Each host serves, and is a client of the others (RFC 5280, 4.2.1.12: without the extension it may be both). */
const PURPOSES = new Map([
  ['1.3.6.1.5.5.7.3.1', 'servers'],
  ['1.3.6.1.5.5.7.3.2', 'clients'],
]);

/** What a certificate is not for, as a clause; undefined where it is for servers and clients. */
export function purposeFlaw({ keyUsage }: X509Certificate): string | undefined {
  // Without the extension Node says undefined, though its types do not.
  const uses: readonly string[] | undefined = keyUsage;
  const missing = [...PURPOSES].filter(([purpose]) => uses !== undefined && !uses.includes(purpose));
  return missing.length === 0 ? undefined : `is not for ${missing.map(([, who]) => who).join(' and ')}`;
}

/** What is wrong with the key of a certificate, as a clause; undefined where it is its own. */
export function keyFlaw(certificate: X509Certificate, text: string): string | undefined {
  const [key] = keysIn(text);
  try {
    const isItsOwn = key !== undefined && certificate.checkPrivateKey(createPrivateKey(key));
    return isItsOwn
      ? undefined
      : key === undefined
        ? 'holds no private key'
        : 'is the key of another certificate';
  } catch {
    return 'cannot be read as a private key';
  }
}

/** A chain of more is no certificate of a host. */
const LONGEST_CHAIN = 8;

/** The authority that vouches for a shown certificate, directly or by others in its own file; undefined where none does. */
export function voucherOf(certificate: string, authority: string): X509Certificate | undefined {
  const trusted = readable(authority);
  const between = readable(certificate).slice(1);
  let [last] = readable(certificate);
  for (let length = 0; length < LONGEST_CHAIN && last !== undefined; length += 1) {
    const signed = last;
    const voucher = trusted.find((one) => isSame(one, signed) || hasSigned(one, signed));
    if (voucher !== undefined) return voucher;
    last = between.find((one) => hasSigned(one, signed));
  }
  return undefined;
}

/** True for one of the names or addresses that a certificate is for. */
export function isFor(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) > 0 ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
}

/** Its first and its last moment. */
export function lifeOf({ validFrom, validTo }: X509Certificate): readonly [from: Date, until: Date] {
  return [new Date(validFrom), new Date(validTo)];
}

/** A moment as its day, `2027-02-26`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function readable(text: string): readonly X509Certificate[] {
  return certificatesIn(text).flatMap((one) => readCertificate(one) ?? []);
}

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.fingerprint256 === other.fingerprint256;
}

/** True where one authority has signed a certificate. */
export function hasSigned(authority: X509Certificate, certificate: X509Certificate): boolean {
  return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}
