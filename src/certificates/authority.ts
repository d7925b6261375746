/** Who signs the certificates of an environment. */
import { randomBytes } from 'node:crypto';
import { UserError } from '../base/errors.ts';
import { fits, newKey } from './key.ts';
import { certificatesIn, keysIn } from './pem.ts';
import { readCertificate } from './read.ts';

/** An authority with its key: whoever has that can be every host of the environment. */
export interface Authority {
  /** Its private key, as PEM. */
  readonly key: string;
  /** Its own certificate, as PEM. */
  readonly certificate: string;
}

/** The authority of an environment, and those before and after it while it changes. */
export interface Authorities {
  /** The one that signs now. */
  readonly signer: Authority;
  /** The one that signs next; undefined where none is to come. */
  readonly next: Authority | undefined;
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
  return [signer.certificate, ...(next === undefined ? [] : [next.certificate]), ...former];
}

/** The text that the store has: the keys of the present and the next one, and the certificates of all. */
export function printAuthorities(authorities: Authorities): string {
  const { signer, next } = authorities;
  return [signer.key, next?.key ?? '', ...trustedOf(authorities)].join('');
}

/** Reads that text. @param place what messages call it @throws UserError if it is none */
export function readAuthorities(text: string, place: string): Authorities {
  const keys = keysIn(text);
  const certificates = certificatesIn(text);
  const authorities = keys.map((key, at) => authorityOf(key, certificates[at]));
  const [signer, next] = authorities;
  if (signer === undefined || keys.length > 2 || authorities.includes(undefined))
    throw new UserError(
      `${place} holds no authority: it needs its private key and then its certificate, as PEM; put them back, or let vedette make another one by removing the secret`,
    );
  return { signer, next, former: certificates.slice(keys.length) };
}

function authorityOf(key: string, certificate: string | undefined): Authority | undefined {
  const read = certificate === undefined ? undefined : readCertificate(certificate);
  return read?.ca && fits(key, read) ? { key, certificate: read.toString() } : undefined;
}
