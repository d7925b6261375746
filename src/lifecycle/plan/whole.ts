/** Whether a plan is one at all: what is not whole is not applied. */
import type { TerraformPlan } from '../terraform/plan-json.ts';
import { failedConditions } from './conditions.ts';
import type { Refusal } from './refusal.ts';

/** What refuses a plan that Terraform did not make to its end. `prevent_destroy` leaves one too, and it is written all the same. */
export function refusalsOfWhole(plan: TerraformPlan): readonly Refusal[] {
  const failed = [...new Set(failedConditions(plan).map(({ reason }) => reason))];
  const isErrored = plan.errored !== undefined && plan.errored !== false;
  if (failed.length > 0 || isErrored)
    return (failed.length > 0 ? failed : ['it did not come to its end, and what it printed says why']).map(
      (reason) => ({
        guard: 'errored-plan',
        isFinal: true,
        reason: `Terraform refuses the plan: ${reason}`,
        remedy: 'do what it says and deploy again; nothing was changed',
      }),
    );
  if (plan.complete !== false) return [];
  return [
    {
      guard: 'incomplete-plan',
      isFinal: true,
      reason: 'the plan is not complete: Terraform would have more to do after it',
      remedy: 'deploy again without targets, so that all of it is judged',
    },
  ];
}
