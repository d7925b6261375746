/** Gives every host the certificate that it needs: what is there and good stays. */
import { UserError } from '../base/errors.ts';
import {
  type Authorities,
  makeAuthority,
  printAuthorities,
  readAuthorities,
  type Signer,
  trustedOf,
} from './authority.ts';
import { dayOf, lifeOf } from './flaw.ts';
import {
  type CertifiedHost,
  type HostCertificate,
  issueHostCertificate,
  printHostCertificate,
  readHostCertificate,
  reasonToIssue,
  type Validity,
} from './host-certificate.ts';
import { issueByPrivateCa, type PrivateAuthority } from './private-ca.ts';
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
 * Makes the authority of an environment if there is none, or asks AWS Private CA for it, and issues what its hosts lack. It may run again, and be cut off,
 * at any time: keys are in memory and in the store alone.
 *
 * @param isAnew whether every host gets a new certificate. @default false
 * @throws UserError if the store or AWS Private CA cannot be asked, if the store holds an authority that cannot be read or
 *   has ended, or if the definition says another one, which hosts do not trust
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
 * @throws UserError if the store or AWS Private CA cannot be asked, or the authority that signs has ended
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
  const stored = await storedAuthorities(wanted, store);
  const authorities = stored === undefined ? undefined : await asRenewed(stored, store);
  if (authorities !== undefined) {
    refuseOther(wanted, authorities);
    refuseEnded(authorities, wanted, now);
  }
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
  signer: Signer | undefined,
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
  const remedy =
    'arn' in signer
      ? `have ${signer.arn} get a new certificate, and run the command again`
      : `remove ${placeOf(wanted)}, deploy ${wanted.environment}, which makes another one, and give clients its certificate`;
  throw new UserError(
    `the authority of ${wanted.environment} ended on ${dayOf(until)}, so nobody takes what it signs; ${remedy}`,
  );
}

/** The authority of an environment, made where there is none yet. */
async function authoritiesOf(wanted: Wanted, store: CertificateStore, now: Date): Promise<Authorities> {
  const found = await storedAuthorities(wanted, store);
  if (found !== undefined) refuseOther(wanted, found);
  const authorities =
    found === undefined
      ? { signer: await newSigner(wanted, store, now), next: undefined, former: [] }
      : await asRenewed(found, store);
  if (authorities !== found) await store.write(wanted.authority, printAuthorities(authorities));
  return authorities;
}

/** Who is to sign from now on, by the definition. @throws UserError if AWS Private CA cannot be asked */
export async function newSigner(
  { environment, privateCa }: Wanted,
  store: CertificateStore,
  now: Date,
): Promise<Signer> {
  return privateCa === undefined ? makeAuthority(environment, now) : store.privateCa.authority(privateCa);
}

/** True for who signs by the definition. */
export function isWanted(signer: Signer | undefined, { privateCa }: Pick<Wanted, 'privateCa'>): boolean {
  return signer !== undefined && arnOf(signer) === privateCa;
}

function arnOf(signer: Signer): string | undefined {
  return 'arn' in signer ? signer.arn : undefined;
}

/** Hosts fetch what is new one after the other: who has a certificate of an authority that others do not trust is cut off. */
function refuseOther(wanted: Wanted, { signer, next }: Authorities): void {
  if (isWanted(signer, wanted) || isWanted(next, wanted)) return;
  const { environment, privateCa = 'an authority that vedette makes' } = wanted;
  throw new UserError(
    `${environment}: tls.authority says ${privateCa}, and its hosts trust ${arnOf(signer) ?? 'an authority that vedette has made'} alone; run vedette rotate ${environment} --authority first, which has both trusted before the new one signs, and deploy then`,
  );
}

/** AWS Private CA may have another certificate for the same key by now: what was signed before holds under that, too. */
async function asRenewed(authorities: Authorities, { privateCa }: CertificateStore): Promise<Authorities> {
  const { signer: before } = authorities;
  if (!('arn' in before)) return authorities;
  const signer = await privateCa.authority(before.arn);
  if (textOf(signer) === textOf(before)) return authorities;
  if (keyOf(signer) === keyOf(before)) return { ...authorities, signer };
  throw new UserError(
    `tls.authority: ${before.arn} has another key than the one that hosts trust; give the ARN of another authority, and run vedette rotate --authority`,
  );
}

function textOf({ certificate, chain }: PrivateAuthority): string {
  return [certificate, ...chain].join('');
}

function keyOf({ certificate }: PrivateAuthority): string | undefined {
  return readCertificate(certificate)?.publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** Makes a host a key, and has a certificate signed for it. @throws UserError if AWS Private CA cannot be asked, or refuses */
export function signFor(
  host: CertifiedHost,
  signer: Signer,
  validity: Validity,
  { privateCa }: CertificateStore,
  now: Date,
): Promise<Omit<HostCertificate, 'trusted'>> {
  return 'arn' in signer
    ? issueByPrivateCa(host, signer, validity, now, privateCa)
    : issueHostCertificate(host, signer, validity, now);
}

async function issue(
  host: WantedHost,
  authorities: Authorities,
  validity: Validity,
  store: CertificateStore,
  now: Date,
): Promise<void> {
  const issued = await signFor(host, authorities.signer, validity, store, now);
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
