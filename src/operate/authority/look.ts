/** How far a change of the authority is: what the store says, and what the programs of the group show and take. */
import { UserError } from '../../base/errors.ts';
import type { Authorities } from '../../certificates/authority.ts';
import { issueHostCertificate } from '../../certificates/host-certificate.ts';
import { refuseEnded, storedAuthorities } from '../../certificates/provide.ts';
import type { CertificateStore } from '../../certificates/store.ts';
import type { Wanted } from '../../certificates/wanted.ts';
import type { Group } from '../../group/group.ts';
import { takesCertificate } from '../../group/trusted-certificate.ts';
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
export async function lookAtAuthority({ group, ...looking }: Looking): Promise<AuthorityLook> {
  const authorities = await authoritiesIn(looking);
  const look = programsOf(group.environment).map((one) => lookAtProgram(group, authorities, one));
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

/** Looks at one of them. */
export async function lookAtProgram(
  group: Group,
  { signer, next }: Authorities,
  { host, program }: Place,
): Promise<ProgramLook> {
  const newest = next ?? signer;
  const endpoint = await group.encryptedEndpoint(host, program).catch(() => undefined);
  if (endpoint?.encryption === undefined) return { host, program, takesNewest: false, showsNewest: false };
  const { address } = endpoint.encryption;
  const asked = { ...endpoint, encryption: { authority: newest.certificate, address } };
  const shown = await issueHostCertificate({ name: 'vedette', address }, newest, FOR_A_DAY, new Date());
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
