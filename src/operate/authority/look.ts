/** How far a change of the authority is: what the store says, and what the programs of the group show and take. */
import { UserError } from '../../base/errors.ts';
import { type Authorities, chainOf, type Signer } from '../../certificates/authority.ts';
import { hasSigned } from '../../certificates/flaw.ts';
import { readHostCertificate } from '../../certificates/host-certificate.ts';
import { refuseEnded, signFor, storedAuthorities } from '../../certificates/provide.ts';
import { readCertificate } from '../../certificates/read.ts';
import type { CertificateStore } from '../../certificates/store.ts';
import type { Wanted } from '../../certificates/wanted.ts';
import type { Group } from '../../group/group.ts';
import { type Shown, takesCertificate } from '../../group/trusted-certificate.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import type { Listener } from '../../topology/ports.ts';

/** A program that shows a certificate. */
export interface ProgramLook {
  readonly host: string;
  readonly program: Listener;
  /** True where it takes what the newest authority signs; one that does not answer does not. */
  readonly takesNewest: boolean;
  /** True where the newest authority has signed what it shows; one that shows nothing does not. */
  readonly showsNewest: boolean;
}

/** What is looked at before each step. */
export interface AuthorityLook {
  readonly authorities: Authorities;
  readonly programs: readonly ProgramLook[];
}

/** What is looked at, and with what. */
export interface Looking {
  readonly group: Group;
  readonly wanted: Wanted;
  readonly store: CertificateStore;
}

/** What the store has. @throws UserError if it cannot be read, or has no authority, or one that has ended */
export async function authoritiesIn({ wanted, store }: Omit<Looking, 'group'>): Promise<Authorities> {
  const authorities = await storedAuthorities(wanted, store);
  if (authorities === undefined)
    throw new UserError(`${wanted.environment} has no authority in its store yet; deploy it`);
  refuseEnded(authorities, wanted, new Date());
  return authorities;
}

/** Looks at all of it. @throws as `authoritiesIn` does */
export async function lookAtAuthority(looking: Looking): Promise<AuthorityLook> {
  const authorities = await authoritiesIn(looking);
  const look = programsOf(looking.group.environment).map((one) => lookAtProgram(looking, authorities, one));
  return { authorities, programs: await Promise.all(look) };
}

type Place = Pick<ProgramLook, 'host' | 'program'>;

/** The programs of a group that have certificates. */
export function programsOf(environment: Environment): readonly Place[] {
  return [
    ...dataHosts(environment).map(({ name }) => ({ host: name, program: 'redis' as const })),
    ...sentinelHosts(environment).map(({ name }) => ({ host: name, program: 'sentinel' as const })),
  ];
}

/** A certificate that nobody keeps, for one question. */
const FOR_A_DAY = { lifetimeDays: 1, renewBeforeDays: 0 };

/** Of authorities of AWS Private CA, which are paid for each certificate. */
const KEPT = new WeakMap<CertificateStore, Map<string, Promise<Shown>>>();

/** A certificate of an authority, to be shown: the one of a host if it has any, and else one for all questions. */
function shownOf(signer: Signer, address: string, { wanted, store }: Omit<Looking, 'group'>): Promise<Shown> {
  const issued = () => signFor({ name: 'vedette', address }, signer, FOR_A_DAY, store, new Date());
  if (!('arn' in signer)) return issued();
  const kept = KEPT.get(store) ?? new Map<string, Promise<Shown>>();
  KEPT.set(store, kept);
  const shown =
    kept.get(signer.certificate) ?? ofHost(signer, { wanted, store }).then((found) => found ?? issued());
  kept.set(signer.certificate, shown);
  return shown;
}

async function ofHost(signer: Signer, { wanted, store }: Omit<Looking, 'group'>): Promise<Shown | undefined> {
  const authority = readCertificate(signer.certificate);
  for (const { secret } of wanted.hosts) {
    const found = readHostCertificate((await store.read(secret)) ?? '');
    const certificate = readCertificate(found?.certificate ?? '');
    if (authority !== undefined && certificate !== undefined && hasSigned(authority, certificate))
      return found;
  }
  return undefined;
}

/** Looks at one of them. */
export async function lookAtProgram(
  { group, ...looking }: Looking,
  { signer, next }: Authorities,
  { host, program }: Place,
): Promise<ProgramLook> {
  const newest = next ?? signer;
  const endpoint = await group.encryptedEndpoint(host, program).catch(() => undefined);
  if (endpoint?.encryption === undefined) return { host, program, takesNewest: false, showsNewest: false };
  const { address } = endpoint.encryption;
  const asked = {
    ...endpoint,
    encryption: { authority: [newest.certificate, ...chainOf(newest)].join(''), address },
  };
  const shown = await shownOf(newest, address, looking);
  const { shownCertificate } = await import('../../group/shown-certificate.ts');
  const [takesNewest, certificate] = await Promise.all([
    takesCertificate(asked, shown),
    shownCertificate(asked),
  ]);
  return {
    host,
    program,
    takesNewest,
    showsNewest: certificate !== undefined && certificate.problem === undefined,
  };
}
