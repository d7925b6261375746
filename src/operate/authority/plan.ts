/** What is left of a change of the authority, or a new one: a pure function of what the store and the programs say. */
import { RefusedError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Direction } from '../rotation/plan.ts';
import type { AuthorityLook } from './look.ts';
import type { AuthorityStep } from './step.ts';
import { drop, propose, signAnew, trustBoth, withdraw } from './steps.ts';

/** The steps of a change. */
export interface AuthorityPlan {
  /** Those that clients need not know of. */
  readonly steps: readonly AuthorityStep[];
  /** Those that are taken when all clients trust both authorities. */
  readonly last: readonly AuthorityStep[];
  /** True where clients are asked for before the last ones: none of those was begun yet. */
  readonly waitsForClients: boolean;
}

/**
 * How far it is: `settled` with one authority, `both` while the next one is trusted and signs nothing yet, and `signing`
 * from then on, until the one before is dropped.
 */
type Stage = 'settled' | 'both' | 'signing';

function stageOf({ authorities: { next, former } }: AuthorityLook): Stage {
  if (next !== undefined) return 'both';
  return former.length > 0 ? 'signing' : 'settled';
}

/** Plans it. @throws RefusedError if there is nothing to go back to, or to end */
export function planAuthority(
  environment: Environment,
  look: AuthorityLook,
  direction: Direction,
): AuthorityPlan {
  const stage = stageOf(look);
  const { name } = environment;
  if (direction === 'back') {
    if (stage === 'both') return { steps: [withdraw(environment)], last: [], waitsForClients: false };
    throw new RefusedError(
      stage === 'settled'
        ? `${name} has one authority, and there is none to go back to; another one is made by vedette rotate ${name} --authority`
        : `the authority of ${name} before this one has no key any more, so nobody goes back to it; go on, and change it once more`,
    );
  }
  if (direction === 'end' && stage === 'settled')
    throw new RefusedError(
      `--clients-moved: ${name} has one authority, which clients trust; begin with vedette rotate ${name} --authority`,
    );
  const takes = stage !== 'settled' && look.programs.every(({ takesNewest }) => takesNewest);
  const shows = stage === 'signing' && look.programs.every(({ showsNewest }) => showsNewest);
  return {
    steps: [
      ...(stage === 'settled' ? [propose()] : []),
      ...(stage !== 'signing' && !takes ? [trustBoth(environment)] : []),
    ],
    last: [...(shows ? [] : [signAnew(environment)]), drop(environment)],
    waitsForClients: stage !== 'signing',
  };
}
