/** Changes the authority of a group that runs: looks, shows, asks, has both trusted, waits for the clients, and drops the old one. */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { trustedOf } from '../../certificates/authority.ts';
import type { CertificateStore } from '../../certificates/store.ts';
import { Group } from '../../group/group.ts';
import { groupHealth, waitForHealth } from '../../group/health.ts';
import { signedHere } from '../certificates/signed-here.ts';
import { refuseOtherGroup } from '../identity.ts';
import { type HeldLock, type Locking, whileLocked } from '../lock.ts';
import type { Direction } from '../rotation/plan.ts';
import { type Progress, runSteps } from '../run-steps.ts';
import { type Answer, type TwoPartFate, takeInTwoParts } from '../two-parts.ts';
import { authoritiesIn, lookAtAuthority } from './look.ts';
import { type AuthorityPlan, planAuthority } from './plan.ts';
import type { AuthorityOperation, AuthorityStep } from './step.ts';

/** Who has a say in a change. */
export interface ChangingAuthority {
  /** How the group is reached; whom it trusts is what the store has. */
  readonly group: Pick<Group, 'environment' | 'reach' | 'passwords'>;
  readonly store: CertificateStore;
  readonly direction: Direction;
  /** True where nothing is done. */
  readonly isOnlyPlanned: boolean;
  readonly locking: Locking;
  readonly show: (plan: AuthorityPlan) => void;
  readonly approve: () => Promise<Answer>;
  /** Whether all clients trust both authorities; asked when all hosts do. */
  readonly clientsMoved: () => Promise<Answer>;
  readonly tell: (text: string) => void;
}

/** What became of it. */
export type AuthorityFate =
  | { readonly kind: 'planned' | 'declined' | 'unasked' }
  /** `waiting`: all hosts trust both, and the clients have to. */
  | TwoPartFate<AuthorityStep>;

export interface AuthorityChanged {
  readonly plan: AuthorityPlan;
  readonly fate: AuthorityFate;
}

/** A Sentinel that restarts is found by the others with its next hello, and finds them. */
const SETTLED = milliseconds(60_000);

/**
 * Changes it. Nothing is read from a file: how far a change came that was cut off is what the store says, and what the
 * programs show and take.
 *
 * @throws RefusedError if vedette signs no certificate of the environment, it is another group, somebody else changes it, or
 *   there is nothing to go back to; UserError if the store cannot be read
 */
export async function changeAuthority(changing: ChangingAuthority): Promise<AuthorityChanged> {
  const { store, locking, isOnlyPlanned, direction } = changing;
  const { environment, reach } = changing.group;
  const wanted = signedHere(environment);
  const trust = async (): Promise<string> => trustedOf(await authoritiesIn({ wanted, store })).join('');
  using group = new Group(reach, environment, (host) => changing.group.passwords(host), trust);
  const operation = { group, wanted, store, tell: changing.tell };
  const planNow = async () => planAuthority(environment, await lookAtAuthority(operation), direction);
  const plan = await planNow();
  changing.show(plan);
  if (isOnlyPlanned) return { plan, fate: { kind: 'planned' } };
  const answer = await changing.approve();
  if (answer !== 'yes') return { plan, fate: { kind: answer === 'no' ? 'declined' : 'unasked' } };
  return whileLocked(environment, locking, async (lock) => {
    await refuseOtherGroup(group);
    return { plan, fate: await carryOut(await planNow(), operation, changing, lock) };
  });
}

function carryOut(
  plan: AuthorityPlan,
  operation: AuthorityOperation,
  { clientsMoved }: ChangingAuthority,
  lock: HeldLock,
): Promise<AuthorityFate> {
  const waits = plan.waitsForClients && plan.last.length > 0;
  return takeInTwoParts(
    plan,
    (steps) => take(steps, operation, lock),
    async () => !waits || (await clientsMoved()) === 'yes',
  );
}

function take(
  steps: readonly AuthorityStep[],
  operation: AuthorityOperation,
  lock: HeldLock,
): Promise<Progress<AuthorityStep>> {
  const { group } = operation;
  return runSteps<AuthorityOperation, AuthorityStep>(steps, operation, {
    lock,
    before: async (step) => {
      const [problem] = (await groupHealth(group)).problems;
      const obstacle = step.obstacle(await lookAtAuthority(operation)) ?? problem;
      if (obstacle !== undefined) throw new UserError(obstacle);
    },
    after: async () => {
      await waitForHealth(group, SETTLED);
    },
  });
}
