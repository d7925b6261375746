/** Gives every host the certificate that it needs: what is there and good stays. */
import {
  type Authorities,
  type Authority,
  makeAuthority,
  printAuthorities,
  readAuthorities,
  trustedOf,
} from './authority.ts';
import {
  type HostCertificate,
  issueHostCertificate,
  printHostCertificate,
  readHostCertificate,
  reasonToIssue,
  type Validity,
} from './host-certificate.ts';
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
 * @throws UserError if the store cannot be asked, or holds an authority that cannot be read
 */
export async function provideCertificates(
  wanted: Wanted,
  store: CertificateStore,
  now: Date,
  isAnew = false,
): Promise<readonly Provided[]> {
  const authorities = await authoritiesOf(wanted, store, now);
  const provided: Provided[] = [];
  for (const host of wanted.hosts) {
    const found = readHostCertificate((await store.read(host.secret)) ?? '');
    const why =
      reasonToIssue(found, host, authorities.signer, wanted.validity, now) ??
      (isAnew ? 'all are renewed' : undefined);
    if (found !== undefined && why === undefined) {
      await trust(host, found, authorities, store);
    } else {
      await issue(host, authorities, wanted.validity, store, now);
      provided.push({ host: host.name, why: why ?? 'it has none' });
    }
  }
  return provided;
}

/** The authority of an environment, made where there is none yet. */
async function authoritiesOf(
  { environment, authority }: Wanted,
  store: CertificateStore,
  now: Date,
): Promise<Authorities> {
  const text = await store.read(authority);
  if (text !== undefined) return readAuthorities(text, `the secret ${authority}`);
  const signer: Authority = await makeAuthority(environment, now);
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
