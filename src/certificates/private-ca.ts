/** Authorities of AWS Private CA: their keys stay there, and it signs what it is sent. */
import { UserError } from '../base/errors.ts';
import { isFor, purposeFlaw } from './flaw.ts';
import type { CertifiedHost, HostCertificate, Validity } from './host-certificate.ts';
import { fits, newKey } from './key.ts';
import { readCertificate } from './read.ts';

/** One of them. */
export interface PrivateAuthority {
  readonly arn: string;
  /** Its own certificate, as PEM. */
  readonly certificate: string;
  /** Those above it, up to the one that vouches for itself: OpenSSL takes no word of an authority without them. */
  readonly chain: readonly string[];
}

/** The service. Each throws a UserError where it cannot be asked, or refuses. */
export interface PrivateCa {
  /** The authority of an ARN. */
  authority(arn: string): Promise<PrivateAuthority>;
  /** Signs a request (PKCS#10, as PEM): a certificate as PEM, for servers and clients, that is valid until then. */
  sign(authority: PrivateAuthority, request: string, until: Date): Promise<string>;
}

/** Where there is none. */
export const NO_PRIVATE_CA: PrivateCa = { authority: refuse, sign: refuse };

async function refuse(): Promise<never> {
  throw new UserError('tls.authority: there is no AWS Private CA to ask here; ask where AWS is reached');
}

/** In milliseconds. */
const DAY = 86_400_000;

/**
 * Makes a host a new key, which nobody is sent, and has a certificate signed for it.
 *
 * @throws UserError as the service does, or if it signs something else
 */
export async function issueByPrivateCa(
  { name, address }: CertifiedHost,
  authority: PrivateAuthority,
  { lifetimeDays }: Pick<Validity, 'lifetimeDays'>,
  now: Date,
  privateCa: PrivateCa,
): Promise<Omit<HostCertificate, 'trusted'>> {
  const { writeRequest } = await import('./request.ts');
  const key = newKey();
  const request = writeRequest({ name, key, use: { names: [name], addresses: [address] } });
  const until = Math.min(now.getTime() + lifetimeDays * DAY, endOf(authority));
  const certificate = await privateCa.sign(authority, request, new Date(until));
  const flaw = flawOf(certificate, key, [name, address]);
  if (flaw === undefined) return { key, certificate };
  throw new UserError(
    `${authority.arn} was asked for a certificate of ${name}, and what it signed ${flaw}; have it sign what it is asked for, by the template EndEntityCertificate/V1`,
  );
}

/** Nothing is taken that ends after those above it, and the service refuses to sign it. */
function endOf({ certificate, chain }: PrivateAuthority): number {
  const ends = [certificate, ...chain].map((one) => new Date(readCertificate(one)?.validTo ?? Number.NaN));
  return Math.min(...ends.map((end) => end.getTime()));
}

function flawOf(text: string, key: string, names: readonly string[]): string | undefined {
  const certificate = readCertificate(text);
  if (certificate === undefined) return 'is no certificate';
  const missing = names.find((name) => !isFor(certificate, name));
  if (missing !== undefined) return `is not for ${missing}`;
  return fits(key, certificate) ? purposeFlaw(certificate) : 'is for another key';
}
