/** What Terraform would do to come from one stack to another, told from the stacks alone. */
import type { JsonObject, SynthesizedStack } from '../../aws/synthesized-stack.ts';
import type { InfrastructurePlan, PlannedResource } from './action.ts';
import { failedConditions } from './condition.ts';
import { describe } from './nouns.ts';
import { Planner } from './planner.ts';
import { outputDifferences, settingDifferences } from './settings.ts';

/**
 * Plans as Terraform does on the state that applying `before` leaves: replacements go through references, ignored changes
 * are ignored, and what is protected or fails a condition refuses the whole plan.
 */
export function planInfrastructure(before: SynthesizedStack, after: SynthesizedStack): InfrastructurePlan {
  const planner = new Planner(before, after);
  const addresses = [...new Set([...planner.before.resources.keys(), ...planner.after.resources.keys()])];
  const resources = addresses.map((address) => refused(planner, planner.plan(address)));
  const data = [...planner.after.data].flatMap(([address, block]) =>
    failedConditions(planner, address, block).map((reason) => ({ address, reason })),
  );
  return {
    resources,
    refusals: data,
    settings: settingDifferences(before, after),
    outputs: outputDifferences(planner, before, after),
  };
}

function refused(planner: Planner, resource: PlannedResource): PlannedResource {
  const block = planner.after.resources.get(resource.address);
  if (block === undefined) return resource;
  const refusals = [
    ...(resource.action === 'replace' && preventsDestroy(block)
      ? [`${describe(resource.address)} is protected and would be destroyed to make room for another one`]
      : []),
    ...failedConditions(planner, resource.address, block),
  ];
  return { ...resource, refusals };
}

/** `prevent_destroy` goes with its block: what is left out is not protected by it (Terraform, lifecycle). */
function preventsDestroy({ lifecycle }: JsonObject): boolean {
  return Object(lifecycle).prevent_destroy === true;
}
