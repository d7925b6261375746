/** Gives the hosts of a group new certificates: looks, shows, asks, and lays them into the store, where hosts fetch them. */
import { missingCertificates, type Provided, provideCertificates } from '../../certificates/provide.ts';
import type { CertificateStore } from '../../certificates/store.ts';
import type { Environment } from '../../topology/environment.ts';
import { type Locking, whileLocked } from '../lock.ts';
import { signedHere } from './signed-here.ts';

/** Who has a say in a renewal. */
export interface Renewing {
  readonly environment: Environment;
  readonly store: CertificateStore;
  /** True where good certificates stay, and false where every host gets another one. */
  readonly isOnlyDue: boolean;
  /** True where nothing is done. */
  readonly isOnlyPlanned: boolean;
  readonly locking: Locking;
  readonly now: Date;
  readonly show: (plan: readonly Provided[]) => void;
  readonly approve: () => Promise<'yes' | 'no' | 'nobody'>;
}

/** What became of it. */
export interface Renewed {
  /** `nothing`: every certificate is good for longer. */
  readonly fate: 'planned' | 'nothing' | 'declined' | 'unasked' | 'done';
  /** The hosts that get another one, and why. */
  readonly hosts: readonly Provided[];
}

/**
 * Renews. What was laid into the store stays there where it is cut off: the next run goes on.
 *
 * @throws RefusedError if vedette signs no certificate of the environment, or somebody else changes the group; UserError if
 *   the store cannot be asked, or refuses
 */
export async function renew(renewing: Renewing): Promise<Renewed> {
  const { environment, store, isOnlyDue, now, locking } = renewing;
  const wanted = signedHere(environment);
  const hosts = await missingCertificates(wanted, store, now, !isOnlyDue);
  if (hosts.length === 0) return { fate: 'nothing', hosts };
  renewing.show(hosts);
  if (renewing.isOnlyPlanned) return { fate: 'planned', hosts };
  const answer = await renewing.approve();
  if (answer !== 'yes') return { fate: answer === 'no' ? 'declined' : 'unasked', hosts };
  return whileLocked(environment, locking, async () => ({
    fate: 'done',
    hosts: await provideCertificates(wanted, store, now, !isOnlyDue),
  }));
}
