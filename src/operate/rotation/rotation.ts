/** Changes the password of a group that runs: looks, shows, asks, takes the steps, waits for the clients, and ends it. */
import { RefusedError, UserError } from '../../base/errors.ts';
import { generatePassword } from '../../base/new-password.ts';
import { milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { Group } from '../../group/group.ts';
import type { Passwords } from '../../group/password.ts';
import type { PasswordStore } from '../../group/password-store.ts';
import { DEFAULT_USER } from '../../topology/users.ts';
import { refuseOtherGroup } from '../identity.ts';
import { type HeldLock, type Locking, whileLocked } from '../lock.ts';
import { type Progress, runSteps } from '../run-steps.ts';
import { factsOf } from '../step.ts';
import { type Answer, type TwoPartFate, takeInTwoParts } from '../two-parts.ts';
import type { Account } from './account.ts';
import { lookAtRotation, type RotationLook } from './look.ts';
import { type Direction, planRotation, type RotationPlan } from './plan.ts';
import type { RotationOperation, RotationStep } from './step.ts';

/** Who has a say in a rotation. */
export interface Rotating {
  /** How the group is reached, and its passwords: where vedette itself logs in as the user, those of the store stand in for them. */
  readonly group: Pick<Group, 'environment' | 'reach' | 'trust' | 'passwords'>;
  readonly account: Account;
  /** Of the password of that user. */
  readonly store: PasswordStore;
  readonly direction: Direction;
  /** True where nothing is done. */
  readonly isOnlyPlanned: boolean;
  readonly locking: Locking;
  readonly show: (plan: RotationPlan) => void;
  readonly approve: () => Promise<Answer>;
  /** Whether all clients have the password; asked when all the others have it. */
  readonly clientsMoved: () => Promise<Answer>;
  readonly tell: (text: string) => void;
}

/** What became of it. */
export type RotationFate =
  /** `nothing`: it has ended already. */
  | { readonly kind: 'planned' | 'declined' | 'unasked' | 'nothing' }
  /** `waiting`: all but the clients have the password, and both are let in. */
  | TwoPartFate<RotationStep>;

export interface Rotated {
  readonly plan: RotationPlan;
  readonly fate: RotationFate;
}

/** A step that has changed a login is followed by links that come back, or by a failover that was going on already. */
const SETTLED = milliseconds(60_000);

/**
 * Rotates. Nothing is read from a file: how far a rotation came that was cut off is what the group and the store say.
 *
 * @throws RefusedError if it is another group, somebody else changes it, or there is nothing to go back to; UserError if a
 *   host does not answer, or the store cannot be read
 */
export async function rotate(rotating: Rotating): Promise<Rotated> {
  const { account, store, locking, isOnlyPlanned } = rotating;
  const { reach, environment, trust } = rotating.group;
  const known = new Set<string>();
  const name = account.user === DEFAULT_USER ? undefined : account.user;
  const passwords: Passwords = async (host, user) =>
    user === name ? [...known] : rotating.group.passwords(host, user);
  using group = new Group(reach, environment, passwords, trust);
  const look = async (): Promise<RotationLook> => {
    for (const value of Object.values(await store.read())) if (value !== undefined) known.add(value);
    return lookAtRotation(group, account, store);
  };
  const plan = await planNow(rotating, look);
  if (plan.last.length === 0) return { plan, fate: { kind: 'nothing' } };
  rotating.show(plan);
  if (isOnlyPlanned) return { plan, fate: { kind: 'planned' } };
  const answer = await rotating.approve();
  if (answer !== 'yes') return { plan, fate: { kind: answer === 'no' ? 'declined' : 'unasked' } };
  return whileLocked(group.environment, locking, async (lock) => {
    await refuseOtherGroup(group);
    const now = await planNow(rotating, look);
    refuseUnlessAsShown(group, plan, now);
    const to = now.to ?? generatePassword();
    known.add(to);
    const operation = { group, account, store, to, tell: rotating.tell };
    return { plan, fate: await carryOut(now, operation, rotating, { lock, look }) };
  });
}

/** What is looked at in a rotation. */
interface Watching {
  readonly lock: HeldLock;
  readonly look: () => Promise<RotationLook>;
}

function carryOut(
  plan: RotationPlan,
  operation: RotationOperation,
  { account, clientsMoved }: Rotating,
  watching: Watching,
): Promise<RotationFate> {
  return takeInTwoParts(
    plan,
    (steps) => take(steps, operation, watching),
    async () => !account.hasClients || (await clientsMoved()) === 'yes',
  );
}

async function take(
  steps: readonly RotationStep[],
  operation: RotationOperation,
  { lock, look }: Watching,
): Promise<Progress<RotationStep>> {
  return runSteps<RotationOperation, RotationStep>(steps, operation, {
    lock,
    before: async (step) => {
      const obstacle = step.obstacle(await look(), operation.to);
      if (obstacle !== undefined) throw new UserError(obstacle);
    },
    after: (_, signal) =>
      until('every replica and Sentinel has its primary', () => isWellBy(look), SETTLED, signal),
  });
}

/** In a failover servers close connections: who does not answer is asked again. */
async function isWellBy(look: Watching['look']): Promise<boolean> {
  try {
    return isWell(await look());
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function isWell({ hosts, blind }: RotationLook): boolean {
  return blind.length === 0 && hosts.every(({ isLinked }) => isLinked);
}

async function planNow(
  { group, account, direction }: Rotating,
  look: Watching['look'],
): Promise<RotationPlan> {
  return planRotation(group.environment, account, await look(), direction);
}

/** Between the look and the approval may be hours. */
function refuseUnlessAsShown({ environment }: Group, shown: RotationPlan, now: RotationPlan): void {
  if (shown.to === now.to && wordsOf(shown) === wordsOf(now)) return;
  throw new RefusedError(
    `${environment.name} is not as it was shown any more, and nothing is changed; rotate again, and look at what is shown then`,
  );
}

function wordsOf({ steps, last }: RotationPlan): string {
  return JSON.stringify([...steps, ...last].map(factsOf));
}
