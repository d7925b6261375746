/** A deployment: what is planned is judged, shown and approved, and then exactly that is applied. */
import type { Environment } from '../topology/environment.ts';
import { type JudgedPlan, type JudgeOptions, judgePlan, type LiveGroup } from './plan/judge.ts';
import type { TerraformPlan } from './terraform/plan-json.ts';
import type { TerraformState } from './terraform/state-json.ts';
import type { Applied, TerraformRun } from './terraform/terraform-run.ts';

/** Who has a say in a deployment. */
export interface Deployer extends JudgeOptions {
  /** How the group is now; undefined where it cannot be asked. */
  readonly live: Promise<LiveGroup | undefined>;
  /** Shows a plan before anybody is asked. */
  readonly show: (judged: JudgedPlan) => void;
  /** Whether it is to be applied; `nobody` where there was nobody to ask. */
  readonly approve: () => Promise<'yes' | 'no' | 'nobody'>;
  /** Writes down that it begins. Where that fails, nothing is applied. */
  readonly begin: () => Promise<void>;
  /** Writes down the state that it left. */
  readonly end: (state: TerraformState) => Promise<void>;
}

/** What became of a plan. */
export type Fate =
  | { readonly kind: 'applied'; readonly applied: Applied }
  /** There was nothing to apply. */
  | { readonly kind: 'unchanged' }
  /** A guard refused it. */
  | { readonly kind: 'refused' }
  /** Whoever was asked did not want it. */
  | { readonly kind: 'declined' }
  /** Nobody could be asked. */
  | { readonly kind: 'unasked' };

/** A plan, and what became of it. */
export interface Deployment {
  readonly judged: JudgedPlan;
  readonly fate: Fate;
}

/**
 * Deploys an environment.
 *
 * @throws UserError if it cannot be planned, or the apply does not come to a good end
 */
export async function deploy(
  run: TerraformRun,
  environment: Environment,
  { live, show, approve, begin, end, ...options }: Deployer,
): Promise<Deployment> {
  const [plan, group] = await Promise.all([run.plan(), live]);
  const judged = judgePlan(plan, environment, group, options);
  show(judged);
  if (judged.refusals.length > 0) return { judged, fate: { kind: 'refused' } };
  if (isNothing(judged, plan)) return { judged, fate: { kind: 'unchanged' } };
  const answer = await approve();
  if (answer !== 'yes') return { judged, fate: { kind: answer === 'no' ? 'declined' : 'unasked' } };
  await begin();
  const applied = await run.apply();
  await end(applied.state);
  return { judged, fate: { kind: 'applied', applied } };
}

/** While hosts wait for a roll-out, Terraform finds the time of each plan worth an apply (src/aws/pending.ts). */
function isNothing({ effect, drifted }: JudgedPlan, { applyable }: TerraformPlan): boolean {
  return effect === 'nothing' && (applyable !== true || drifted.length === 0);
}
