/** The certificate of a host: what the store has for it, and whether that is still what it needs. */
import type { X509Certificate } from 'node:crypto';
import { type Authority, CLOCK_SKEW } from './authority.ts';
import { dayOf, hasSigned } from './flaw.ts';
import { fits, newKey } from './key.ts';
import { certificatesIn, keysIn } from './pem.ts';
import { readCertificate } from './read.ts';

/** What a host has. */
export interface HostCertificate {
  /** Its private key, as PEM. */
  readonly key: string;
  /** Its certificate, as PEM. */
  readonly certificate: string;
  /** The certificates of the authorities that it trusts, as PEM. */
  readonly trusted: readonly string[];
}

/** What the certificate of a host says. */
export interface CertifiedHost {
  /** Its name, as in the definition: clients and vedette may ask for it by that. */
  readonly name: string;
  /** Its address, which Redis and Sentinel name. */
  readonly address: string;
}

/** How long certificates are valid. */
export interface Validity {
  readonly lifetimeDays: number;
  /** How long before its end a certificate is renewed. */
  readonly renewBeforeDays: number;
}

/** In milliseconds. */
const DAY = 86_400_000;

/** Makes a host a new key and a certificate for it. */
export async function issueHostCertificate(
  host: CertifiedHost,
  authority: Authority,
  { lifetimeDays }: Validity,
  now: Date,
): Promise<Omit<HostCertificate, 'trusted'>> {
  const { writeCertificate } = await import('./x509.ts');
  const key = newKey();
  const content = {
    name: host.name,
    key,
    from: new Date(now.getTime() - CLOCK_SKEW),
    until: earlier(
      new Date(now.getTime() + lifetimeDays * DAY),
      endOf(readCertificate(authority.certificate)),
    ),
    use: { names: [host.name], addresses: [host.address] },
  };
  const name = commonName(authority.certificate);
  return { key, certificate: writeCertificate(content, { name, key: authority.key }) };
}

/** The common name of an authority that vedette has made. */
export function commonName(certificate: string): string {
  return readCertificate(certificate)?.subject.replace(/^CN=/, '') ?? '';
}

/** The text that the store has. */
export function printHostCertificate({ key, certificate, trusted }: HostCertificate): string {
  return [key, certificate, ...trusted].join('');
}

/** Reads that text; undefined if it holds no key with a certificate. */
export function readHostCertificate(text: string): HostCertificate | undefined {
  const [key] = keysIn(text);
  const [certificate, ...trusted] = certificatesIn(text);
  return key === undefined || certificate === undefined ? undefined : { key, certificate, trusted };
}

/** Why a host needs another certificate, as a clause; undefined if what it has is good for longer. */
export function reasonToIssue(
  found: HostCertificate | undefined,
  host: CertifiedHost,
  { certificate: signer }: Pick<Authority, 'certificate'>,
  { renewBeforeDays }: Validity,
  now: Date,
): string | undefined {
  if (found === undefined) return 'it has none';
  const [certificate, authority] = [found.certificate, signer].map(readCertificate);
  if (certificate === undefined || !fits(found.key, certificate)) return 'what it has cannot be read';
  if (authority === undefined || !hasSigned(authority, certificate)) return 'another authority signed it';
  if (certificate.checkIP(host.address) === undefined || certificate.checkHost(host.name) === undefined)
    return `it is for ${certificate.subjectAltName ?? 'nobody'}`;
  const from = new Date(certificate.validFrom);
  if (from > now) return `it begins ${dayOf(from)}`;
  const until = new Date(certificate.validTo);
  if (until.getTime() - now.getTime() >= renewBeforeDays * DAY) return undefined;
  // One that ends with its authority gets no longer by another one, day after day.
  return isAtEndOf(until, authority) && until > now ? undefined : `it ends ${dayOf(until)}`;
}

/** Nothing that an authority signed is taken once it has ended itself. */
function endOf(authority: X509Certificate | undefined): Date | undefined {
  return authority === undefined ? undefined : new Date(authority.validTo);
}

function isAtEndOf(until: Date, authority: X509Certificate): boolean {
  return until.getTime() >= new Date(authority.validTo).getTime();
}

function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}
