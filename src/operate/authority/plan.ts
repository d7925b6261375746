/** What is left of a change of the authority, or a new one: a pure function of what the store and the programs say. */
import { RefusedError } from '../../base/errors.ts';
import { isWanted } from '../../certificates/provide.ts';
import type { Environment } from '../../topology/environment.ts';
import { privateCaOf } from '../../topology/tls.ts';
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

/** Only vedette can make another authority in the place of one; any other one is what the definition says. */
function refuseUnwanted(
  environment: Environment,
  { authorities: { signer, next } }: AuthorityLook,
  stage: Stage,
): void {
  const { name } = environment;
  const privateCa = privateCaOf(environment);
  if (stage === 'settled' && privateCa !== undefined && isWanted(signer, { privateCa }))
    throw new RefusedError(
      `${name} has its certificates from ${privateCa}, as tls.authority says; for another authority, give that there first (a new certificate of the same one is taken by vedette rotate ${name} --certificates)`,
    );
  if (stage !== 'settled' && !isWanted(next ?? signer, { privateCa }))
    throw new RefusedError(
      `a change of the authority of ${name} is not over, and goes to another one than tls.authority says now; put that back and end it, or begin with --back`,
    );
}

/** Plans it. @throws RefusedError if there is nothing to go back to, or to end, or the definition says no other authority */
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
  refuseUnwanted(environment, look, stage);
  const takes = stage !== 'settled' && look.programs.every(({ takesNewest }) => takesNewest);
  const shows = stage === 'signing' && look.programs.every(({ showsNewest }) => showsNewest);
  return {
    steps: [
      ...(stage === 'settled' ? [propose(environment)] : []),
      ...(stage !== 'signing' && !takes ? [trustBoth(environment)] : []),
    ],
    last: [...(shows ? [] : [signAnew(environment)]), drop(environment)],
    waitsForClients: stage !== 'signing',
  };
}
