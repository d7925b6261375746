/** What is left of a rotation, or a new one: a pure function of what the group and the store say. */
import { RefusedError } from '../../base/errors.ts';
import type { StoredValues } from '../../group/password-store.ts';
import { hashOf } from '../../redis/password.ts';
import type { Environment } from '../../topology/environment.ts';
import { DEFAULT_USER } from '../../topology/users.ts';
import type { Account } from './account.ts';
import type { RotationLook } from './look.ts';
import type { RotationStep } from './step.ts';
import { layForScripts, letIn, logInToPrimary, promote, propose, removeOld, tellSentinels } from './steps.ts';

/**
 * Which way it goes: `on`, `end` where somebody says that all clients have the password, or `back` to the one before, while
 * both are let in.
 */
export type Direction = 'on' | 'end' | 'back';

/** The steps of a rotation. */
export interface RotationPlan {
  /** The password that it leads to; undefined where a new one is made. */
  readonly to: string | undefined;
  /** Those that clients need not know of. */
  readonly steps: readonly RotationStep[];
  /** The one that is taken when all clients have the password. */
  readonly last: readonly RotationStep[];
}

/** Plans it. @throws RefusedError if there is nothing to go back to, or to end */
export function planRotation(
  environment: Environment,
  account: Account,
  look: RotationLook,
  direction: Direction,
): RotationPlan {
  const { current } = look.stored;
  const next = nextOf(look.stored);
  if (direction === 'end' && hasEnded(account, look)) return { to: current, steps: [], last: [] };
  const on = isOver(account, look) ? undefined : (next ?? current);
  if (direction === 'end' && on !== current) throw noRotationToEnd(environment);
  const to = direction === 'back' ? before(environment, account, look) : on;
  const isLacking = (lacks: (to: string) => boolean): boolean => to === undefined || lacks(to);
  return {
    to,
    steps: [
      ...(isLacking((value) => next !== undefined && value !== next) ? [propose()] : []),
      ...(isLacking((value) => look.doors.some(({ lets }) => !lets.includes(hashOf(value))))
        ? [letIn(environment, account)]
        : []),
      ...(isLacking((value) => value !== current) ? [promote()] : []),
      ...(account.replicates &&
      isLacking((value) => look.hosts.some(({ masterauth }) => masterauth !== value))
        ? [logInToPrimary(environment)]
        : []),
      ...(account.watches || account.votes ? [tellSentinels(environment, account)] : []),
      ...(isLacking((value) => look.scripts.some(({ password }) => password !== value))
        ? layForScripts(environment, account)
        : []),
    ],
    last: [removeOld(environment, account)],
  };
}

/** Who ends a rotation again whose end he did not see has what he wants. */
function hasEnded(account: Account, look: RotationLook): boolean {
  return isOver(account, look) && look.stored.previous !== undefined;
}

/** AWSPENDING stays where it is after it has become the present one, and then the one before that. */
function nextOf({ current, previous, pending }: StoredValues): string | undefined {
  return pending === current || pending === previous ? undefined : pending;
}

/** True where the present password is the only one everywhere, and no other one is to come. */
function isOver({ replicates, user }: Account, { stored, doors, hosts, scripts }: RotationLook): boolean {
  const { current } = stored;
  return (
    nextOf(stored) === undefined &&
    doors.every(({ lets }) => lets.join() === hashOf(current)) &&
    scripts.every(({ password }) => password === current) &&
    hosts.every(
      ({ masterauth, requirepass }) =>
        (!replicates || masterauth === current) && (user !== DEFAULT_USER || requirepass === current),
    )
  );
}

/** The password that a rotation comes from. */
function before({ name }: Environment, account: Account, look: RotationLook): string {
  const { current, previous } = look.stored;
  const from = nextOf(look.stored) === undefined ? previous : current;
  if (isOver(account, look) || from === undefined)
    throw new RefusedError(
      `${name} is in no rotation, and lets one password in; a new one is made by vedette rotate ${name}`,
    );
  return from;
}

/** Who ends what was never begun would begin it, and lock out the clients that he means. */
function noRotationToEnd({ name }: Environment): RefusedError {
  return new RefusedError(
    `--clients-moved: the store of ${name} has no password that clients could have moved to; begin with vedette rotate ${name}`,
  );
}
