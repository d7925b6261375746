/** Gives every host the certificate that it needs: what is there and good stays. */
import { UserError } from '../base/errors.ts';
import {
  type Authorities,
  type Authority,
  makeAuthority,
  printAuthorities,
  readAuthorities,
  trustedOf,
} from './authority.ts';
import { dayOf, lifeOf } from './flaw.ts';
import {
  type HostCertificate,
  issueHostCertificate,
  printHostCertificate,
  readHostCertificate,
  reasonToIssue,
  type Validity,
} from './host-certificate.ts';
import { readCertificate } from './read.ts';
import type { CertificateStore } from './store.ts';
import type { Wanted, WantedHost } from './wanted.ts';

/** A certificate that a host was given. */
export interface Provided {
  readonly host: string;
  /** Why, as a clause. */
  readonly why: string;
}

/**
 * Makes the authority of an environment if there is none, and issues what its hosts lack. It may run again, and be cut off,
 * at any time: keys are in memory and in the store alone.
 *
 * @param isAnew whether every host gets a new certificate. @default false
 * @throws UserError if the store cannot be asked, or holds an authority that cannot be read or has ended
 */
export async function provideCertificates(
  wanted: Wanted,
  store: CertificateStore,
  now: Date,
  isAnew = false,
): Promise<readonly Provided[]> {
  return provideUnder(await authoritiesOf(wanted, store, now), wanted, store, now, isAnew);
}

/**
 * The same under authorities that are given: for whoever changes them.
 *
 * @throws UserError if the store cannot be asked, or the authority that signs has ended
 */
export async function provideUnder(
  authorities: Authorities,
  wanted: Wanted,
  store: CertificateStore,
  now: Date,
  isAnew = false,
): Promise<readonly Provided[]> {
  refuseEnded(authorities, wanted, now);
  const provided: Provided[] = [];
  for (const host of wanted.hosts) {
    const found = await foundFor(host, store);
    const why = reasonFor(found, host, authorities.signer, { wanted, now, isAnew });
    if (found !== undefined && why === undefined) {
      await trust(host, found, authorities, store);
    } else {
      await issue(host, authorities, wanted.validity, store, now);
      provided.push({ host: host.name, why: why ?? 'it has none' });
    }
  }
  return provided;
}

/**
 * What `provideCertificates` would issue. Changes nothing.
 *
 * @throws as that does
 */
export async function missingCertificates(
  wanted: Wanted,
  store: CertificateStore,
  now: Date,
  isAnew = false,
): Promise<readonly Provided[]> {
  const authorities = await storedAuthorities(wanted, store);
  if (authorities !== undefined) refuseEnded(authorities, wanted, now);
  const signer = authorities?.signer;
  const reasons = wanted.hosts.map(async (host) => {
    const found = signer === undefined ? undefined : await foundFor(host, store);
    const why = reasonFor(found, host, signer, { wanted, now, isAnew });
    return why === undefined ? [] : [{ host: host.name, why }];
  });
  return (await Promise.all(reasons)).flat();
}

async function foundFor(
  { secret }: WantedHost,
  store: CertificateStore,
): Promise<HostCertificate | undefined> {
  return readHostCertificate((await store.read(secret)) ?? '');
}

interface Asked {
  readonly wanted: Wanted;
  readonly now: Date;
  readonly isAnew: boolean;
}

/** Without an authority nothing that is there was signed by it. */
function reasonFor(
  found: HostCertificate | undefined,
  host: WantedHost,
  signer: Authority | undefined,
  { wanted, now, isAnew }: Asked,
): string | undefined {
  if (signer === undefined) return 'there is no authority';
  return reasonToIssue(found, host, signer, wanted.validity, now) ?? (isAnew ? 'all are renewed' : undefined);
}

function placeOf({ authority }: Wanted): string {
  return `the secret ${authority}`;
}

/**
 * The authorities of an environment; undefined where there is none yet.
 *
 * @throws UserError if the store cannot be asked, or holds an authority that cannot be read
 */
export async function storedAuthorities(
  wanted: Wanted,
  store: CertificateStore,
): Promise<Authorities | undefined> {
  const text = await store.read(wanted.authority);
  return text === undefined ? undefined : readAuthorities(text, placeOf(wanted));
}

/**
 * Nobody takes what such an authority signs, nor what it signed before, so no host could trust the next one by it either.
 *
 * @throws UserError if the one that signs has ended
 */
export function refuseEnded({ signer }: Pick<Authorities, 'signer'>, wanted: Wanted, now: Date): void {
  const read = readCertificate(signer.certificate);
  const [, until] = read === undefined ? [] : lifeOf(read);
  if (until === undefined || until > now) return;
  throw new UserError(
    `the authority of ${wanted.environment} ended on ${dayOf(until)}, so nobody takes what it signs; remove ${placeOf(wanted)}, deploy ${wanted.environment}, which makes another one, and give clients its certificate`,
  );
}

/** The authority of an environment, made where there is none yet. */
async function authoritiesOf(wanted: Wanted, store: CertificateStore, now: Date): Promise<Authorities> {
  const { environment, authority } = wanted;
  const found = await storedAuthorities(wanted, store);
  if (found !== undefined) return found;
  const signer = await makeAuthority(environment, now);
  const made = { signer, next: undefined, former: [] };
  await store.write(authority, printAuthorities(made));
  return made;
}

async function issue(
  host: WantedHost,
  authorities: Authorities,
  validity: Validity,
  store: CertificateStore,
  now: Date,
): Promise<void> {
  const issued = await issueHostCertificate(host, authorities.signer, validity, now);
  await store.write(host.secret, printHostCertificate({ ...issued, trusted: trustedOf(authorities) }));
}

/** A good certificate stays, with the authorities that are to be trusted now. */
async function trust(
  { secret }: WantedHost,
  found: HostCertificate,
  authorities: Authorities,
  store: CertificateStore,
): Promise<void> {
  const trusted = trustedOf(authorities);
  if (found.trusted.join() !== trusted.join())
    await store.write(secret, printHostCertificate({ ...found, trusted }));
}
