/** A roll-out before anything happens: its steps in order, or why there is none. Pure. */
import { factsOf, type Step } from '../step.ts';
import { isEncrypting, planEncryption } from './encryption.ts';
import { impossible } from './impossible.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { isNaming, planNames } from './names.ts';
import { arrivals } from './phases/arrivals.ts';
import { departures } from './phases/departures.ts';
import { infrastructure, remains } from './phases/infrastructure.ts';
import { leftovers, withoutLeftovers } from './phases/leftovers.ts';
import { live } from './phases/live.ts';
import { replacements } from './phases/replacements.ts';
import { roles } from './phases/roles.ts';
import { users, usersTakenAway } from './phases/users.ts';

/** A roll-out. */
export interface RolloutPlan {
  /** In the order in which they are taken; never two hosts at once. */
  readonly steps: readonly Step[];
  /** Those that wait for another roll-out, as it was asked to stop before the primary. */
  readonly waiting: readonly Step[];
  /** Why nothing of it is done; empty where all can be. */
  readonly refusals: readonly Refusal[];
}

/** A plan, and what it was made from. */
export interface Planned {
  readonly look: RolloutInput;
  readonly plan: RolloutPlan;
}

/** How far a roll-out goes. */
export interface Extent {
  /**
   * `primary`: everything before the primary is moved, so that it waits for a window.
   * @default to its end
   */
  readonly until?: 'primary' | undefined;
}

/** Behind what goes back: what hosts need, who comes, users and what else running hosts take, who is made anew, who leaves, what nobody needs. */
const PHASES = [infrastructure, arrivals, users, live, roles, replacements, departures, remains] as const;

/** Plans a roll-out from what is known. */
export function planRollout(input: RolloutInput, { until }: Extent = {}): RolloutPlan {
  const taken = usersTakenAway(input);
  if (taken !== undefined) return { steps: [], waiting: [], refusals: [taken] };
  if (isEncrypting(input)) return planEncryption(input);
  if (isNaming(input)) return planNames(input);
  const clean = withoutLeftovers(input);
  const phases = [leftovers(input), ...PHASES.map((phase) => phase(clean))];
  const steps = phases.flatMap((phase) => phase.steps);
  const refusals = phases.flatMap((phase) => phase.refusals);
  const move = until === 'primary' ? steps.findIndex(({ kind }) => kind === 'switch-over') : -1;
  const end = move < 0 ? steps.length : move;
  return {
    steps: steps.slice(0, end),
    waiting: steps.slice(end),
    refusals: distinct([...impossible(clean, steps), ...refusals]),
  };
}

/** True for two plans that do the same in the same order. */
export function isSamePlan(one: RolloutPlan, other: RolloutPlan): boolean {
  return identityOf(one) === identityOf(other);
}

function identityOf({ steps, waiting, refusals }: RolloutPlan): string {
  return JSON.stringify([steps.map(factsOf), waiting.map(factsOf), refusals]);
}

function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refusals.map((refusal) => [`${refusal.why} ${refusal.remedy}`, refusal])).values()];
}
