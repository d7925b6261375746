/** Who signs the certificates of an environment. */
import { randomBytes, type X509Certificate } from 'node:crypto';
import { UserError } from '../base/errors.ts';
import { hasSigned } from './flaw.ts';
import { fits, newKey } from './key.ts';
import { certificatesIn, keysIn } from './pem.ts';
import type { PrivateAuthority } from './private-ca.ts';
import { readCertificate } from './read.ts';

/** An authority with its key: whoever has that can be every host of the environment. */
export interface Authority {
  /** Its private key, as PEM. */
  readonly key: string;
  /** Its own certificate, as PEM. */
  readonly certificate: string;
}

/** Who signs: an authority of the environment's own, or one of AWS Private CA. */
export type Signer = Authority | PrivateAuthority;

/** The authority of an environment, and those before and after it while it changes. */
export interface Authorities {
  /** The one that signs now. */
  readonly signer: Signer;
  /** The one that signs next; undefined where none is to come. */
  readonly next: Signer | undefined;
  /** Certificates of authorities that signed before: what they signed is still trusted. */
  readonly former: readonly string[];
}

/** As long as what is signed last may live, and then for years: changing it is work for whoever runs clients. */
const YEARS = 10;

const YEAR = 365 * 86_400_000;

/** Clocks that are behind by this much take what was signed now, in milliseconds. */
export const CLOCK_SKEW = 3_600_000;

/** Makes one. Its name has a chance part, so that two of an environment are told apart. @param environment its name */
export async function makeAuthority(environment: string, now: Date): Promise<Authority> {
  const { writeCertificate } = await import('./x509.ts');
  const key = newKey();
  const name = `${environment} ${randomBytes(4).toString('hex')}`;
  const from = new Date(now.getTime() - CLOCK_SKEW);
  const until = new Date(now.getTime() + YEARS * YEAR);
  const certificate = writeCertificate({ name, key, from, until, use: 'authority' }, { name, key });
  return { key, certificate };
}

/** The certificates that hosts and clients have to trust. */
export function trustedOf({ signer, next, former }: Authorities): readonly string[] {
  const signers = next === undefined ? [signer] : [signer, next];
  const own = signers.map(({ certificate }) => certificate);
  return [...new Set([...own, ...signers.flatMap(chainOf), ...former])];
}

/** Those above it; none above an authority of the environment's own. */
export function chainOf(signer: Signer): readonly string[] {
  return 'arn' in signer ? signer.chain : [];
}

/** The text that the store has: the keys of the present and the next one, or their ARNs, and the certificates of all. */
export function printAuthorities(authorities: Authorities): string {
  const { signer, next } = authorities;
  const signers = next === undefined ? [signer] : [signer, next];
  const holders = signers.map((one) => ('arn' in one ? `${one.arn}\n` : one.key));
  return [...holders, ...trustedOf(authorities)].join('');
}

/** Reads that text. @param place what messages call it @throws UserError if it is none */
export function readAuthorities(text: string, place: string): Authorities {
  const holders = holdersIn(text);
  const certificates = certificatesIn(text);
  const others = certificates.slice(holders.length);
  const signers = holders.map((holder, at) => signerOf(holder, certificates[at], certificates));
  const [signer, next] = signers;
  if (signer === undefined || holders.length > 2 || signers.includes(undefined))
    throw new UserError(
      `${place} holds no authority: it needs its private key and then its certificate, as PEM; put them back, or let vedette make another one by removing the secret`,
    );
  const chains = signers.flatMap((one) => (one === undefined ? [] : chainOf(one)));
  return { signer, next, former: others.filter((one) => !chains.includes(one)) };
}

/** Keys, and the ARNs of those that AWS has, in their order. */
function holdersIn(text: string): readonly string[] {
  return text.split(/^(?=-----BEGIN |arn:)/m).flatMap((part) => /^arn:\S+/.exec(part)?.[0] ?? keysIn(part));
}

function signerOf(holder: string, text: string | undefined, others: readonly string[]): Signer | undefined {
  const read = text === undefined ? undefined : readCertificate(text);
  if (read === undefined || !read.ca) return undefined;
  const certificate = read.toString();
  if (holder.startsWith('arn:')) return { arn: holder, certificate, chain: chainAbove(read, others) };
  return fits(holder, read) ? { key: holder, certificate } : undefined;
}

/** Those above a certificate, up to the one that vouches for itself. */
function chainAbove(certificate: X509Certificate, others: readonly string[]): readonly string[] {
  if (hasSigned(certificate, certificate)) return [];
  for (const text of others) {
    const read = readCertificate(text);
    if (read !== undefined && hasSigned(read, certificate))
      return [
        text,
        ...chainAbove(
          read,
          others.filter((one) => one !== text),
        ),
      ];
  }
  return [];
}
