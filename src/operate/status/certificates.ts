/** The certificates that the programs of a group show, and how long they are good for. */
import type { Group } from '../../group/group.ts';
import { type Element, type Phrase, table } from '../../report/elements.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import type { Listener } from '../../topology/ports.ts';
import { hasTls } from '../../topology/tls.ts';

/** A program that is to show one. */
export interface CertificateStatus {
  readonly host: string;
  readonly program: Listener;
  /** Its last moment, as ISO 8601 writes it in UTC; undefined where none was shown. */
  readonly expires: string | undefined;
  /** Why nobody should take it, as a clause; undefined where it is good. */
  readonly problem: string | undefined;
}

const NONE = 'it shows none';

/** Looks at each, also beside plain ports; none where there is no TLS. No password is told for it. */
export async function certificatesOf(
  group: Pick<Group, 'environment' | 'certificate'>,
): Promise<readonly CertificateStatus[]> {
  const { environment } = group;
  if (!hasTls(environment)) return [];
  const programs = [
    ...dataHosts(environment).map(({ name }) => [name, 'redis'] as const),
    ...sentinelHosts(environment).map(({ name }) => [name, 'sentinel'] as const),
  ];
  return Promise.all(
    programs.map(async ([host, program]) => {
      const shown = await group.certificate(host, program);
      const problem = shown === undefined ? NONE : shown.problem;
      return { host, program, expires: shown?.expires.toISOString(), problem };
    }),
  );
}

/** True where every program shows one that is good. */
export function areGood(certificates: readonly CertificateStatus[]): boolean {
  return certificates.every(({ problem }) => problem === undefined);
}

/** A row for each; nothing where there is no TLS. */
export function certificateElements(
  environment: Environment,
  certificates: readonly CertificateStatus[],
  now: Date,
): readonly Element[] {
  if (certificates.length === 0) return [];
  const rows = certificates.map((certificate) => [
    certificate.host,
    certificate.program === 'redis' ? 'Redis' : 'Sentinel',
    certificate.expires?.slice(0, 10) ?? '',
    stateOf(environment, certificate, now),
  ]);
  return [table(['certificate of', 'program', 'expires', 'state'], rows)];
}

const DAY = 86_400_000;

/** Half of the time in which it was to be renewed is over: whoever renews has tried more than once. */
function stateOf({ tls }: Environment, { expires, problem }: CertificateStatus, now: Date): Phrase {
  if (problem !== undefined) return { text: problem, tone: 'error' };
  const days = Math.floor((new Date(expires ?? now).getTime() - now.getTime()) / DAY);
  const text = `good for ${days} more ${days === 1 ? 'day' : 'days'}`;
  return days >= tls.renewBeforeDays / 2 ? text : { text: `${text}, and not renewed yet`, tone: 'warning' };
}
