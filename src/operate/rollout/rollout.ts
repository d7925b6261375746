/** A roll-out: what is to be done is planned, shown and approved, and then done while nobody else changes the group. */
import { UserError } from '../../base/errors.ts';
import { askUsually } from '../../group/info-period.ts';
import type { Locking } from '../lock.ts';
import { whileLocked } from '../lock.ts';
import { type Progress, runSteps } from '../run-steps.ts';
import { gatesOf } from './gates.ts';
import { type Extent, isSamePlan, type Planned, planRollout } from './plan.ts';
import type { Sight } from './sight.ts';

/** Who has a say in a roll-out. */
export interface RolloutAudience {
  /**
   * Shows a plan before anybody is asked.
   *
   * @param isNew true for the second one, where the group has changed since the first was approved
   */
  readonly show: (planned: Planned, isNew: boolean) => void;
  /** Whether it is to be done; `nobody` where there was nobody to ask. */
  readonly approve: () => Promise<'yes' | 'no' | 'nobody'>;
  readonly tell: (text: string) => void;
}

/** How a roll-out is done. */
export interface RolloutOptions extends Extent {
  /** True where nothing is done. @default false */
  readonly isOnlyPlanned?: boolean;
  readonly locking: Pick<Locking, 'run' | 'broken'>;
}

/** What became of a roll-out. */
export type Fate =
  /** It was asked for a plan alone. */
  | { readonly kind: 'shown' | 'refused' | 'nothing' | 'declined' | 'unasked' }
  /** Steps were taken; `left` is what a new plan would do, or why nobody can tell. */
  | { readonly kind: 'done' | 'stopped' | 'undone'; readonly progress: Progress; readonly left: Left };

/** What a new plan would do: nothing where the group runs as it is declared. */
export type Left = Planned | { readonly unknown: string };

/** A roll-out, and what became of it. */
export interface Rollout {
  /** The last one that was shown. */
  readonly planned: Planned;
  readonly fate: Fate;
}

/**
 * Rolls a definition out. Nothing is read from a file: what is left of a roll-out that was cut off is what the group says.
 *
 * @throws RefusedError if the group is another one, or somebody else changes it; UserError if it cannot be looked at
 */
export async function rollOut(
  sight: Sight,
  audience: RolloutAudience,
  options: RolloutOptions,
): Promise<Rollout> {
  const planned = await planNow(sight, options);
  audience.show(planned, false);
  const early = withoutDoing(planned, options);
  if (early?.kind === 'nothing' && options.isOnlyPlanned !== true) await rememberIf(planned, sight);
  if (early !== undefined) return { planned, fate: early };
  const answer = await audience.approve();
  if (answer !== 'yes') return { planned, fate: { kind: answer === 'no' ? 'declined' : 'unasked' } };
  const locking = { ...options.locking, reason: 'a roll-out', tell: audience.tell };
  return whileLocked(planned.look.environment, locking, async (lock) => {
    const agreed = await agree(sight, planned, audience, options);
    if ('fate' in agreed) return agreed;
    const { steps } = agreed.planned.plan;
    const operation = sight.operation(agreed.planned.look, audience.tell);
    for (const host of await askUsually(operation.group))
      audience.tell(`Sentinel ${host} asks for INFO as often as usual again`);
    const progress = await runSteps(steps, operation, {
      lock,
      ...gatesOf(sight, agreed.planned, audience.tell),
    });
    const left = await told(() => afterwards(sight, progress, agreed.planned, options));
    return { planned: agreed.planned, fate: { kind: kindOf(progress), progress, left } };
  });
}

/** What was done is told also where nobody can look at what is left. */
async function told(look: () => Promise<Planned>): Promise<Left> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}

/** What is left. Where every step is done, that is what hosts were brought to, although nobody wrote it down yet. */
async function afterwards(
  sight: Sight,
  { stopped }: Progress,
  { plan }: Planned,
  extent: Extent,
): Promise<Planned> {
  const seen = await sight.look();
  const isBrought = stopped === undefined && plan.waiting.length === 0;
  const look = isBrought ? { ...seen, base: seen.environment } : seen;
  const left = { look, plan: planRollout(look, extent) };
  await rememberIf(left, sight);
  return left;
}

/** Also where there was nothing to do: what a run that was cut off has brought is written down by the next. */
async function rememberIf(left: Planned, sight: Sight): Promise<void> {
  if (isThroughout(left) && left.plan.waiting.length === 0) await sight.remember();
}

async function planNow(sight: Sight, extent: Extent): Promise<Planned> {
  const look = await sight.look();
  return { look, plan: planRollout(look, extent) };
}

/** Why nothing is done, where that is clear before anybody is asked. */
function withoutDoing({ plan }: Planned, { isOnlyPlanned = false }: RolloutOptions): Fate | undefined {
  if (plan.refusals.length > 0) return { kind: 'refused' };
  if (plan.steps.length === 0) return { kind: 'nothing' };
  return isOnlyPlanned ? { kind: 'shown' } : undefined;
}

/** Looks again after a plan was approved: another plan is shown and asked for anew, until what was approved is what is. */
async function agree(
  sight: Sight,
  approved: Planned,
  audience: RolloutAudience,
  options: RolloutOptions,
): Promise<Rollout | { readonly planned: Planned }> {
  const planned = await planNow(sight, options);
  if (isSamePlan(planned.plan, approved.plan)) return { planned };
  audience.show(planned, true);
  const early = withoutDoing(planned, options);
  if (early !== undefined) return { planned, fate: early };
  const answer = await audience.approve();
  if (answer !== 'yes') return { planned, fate: { kind: answer === 'no' ? 'declined' : 'unasked' } };
  return agree(sight, planned, audience, options);
}

function kindOf({ stopped, done }: Progress): 'done' | 'stopped' | 'undone' {
  if (stopped === undefined) return 'done';
  return stopped.at === 'undone' && done.length === 0 ? 'undone' : 'stopped';
}

/** True where the definition is at every host, as far as a roll-out brings it. */
export function isThroughout(left: Left): boolean {
  return 'plan' in left && left.plan.steps.length === 0 && left.plan.refusals.length === 0;
}
