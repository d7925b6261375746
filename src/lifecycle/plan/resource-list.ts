/** The resources of a plan with what Terraform does to each: what stands behind the rows. */
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { actionOf, isTold, type PlanAction, reasonOf } from './actions.ts';
import type { NotUnderstood } from './not-understood.ts';

/** An object of which there is something to tell. */
export interface ListedResource {
  /** `aws_instance.instance_data1`, with an older object of it marked so. */
  readonly address: string;
  /** `import` and `move` where nothing else happens to it. */
  readonly action: PlanAction | 'import' | 'move';
  /** Why, in words; undefined where the action says it all. */
  readonly reason?: string;
  /** The arguments whose change replaces it, by Terraform's names. */
  readonly replacedBy: readonly string[];
}

/** Lists them in their order. What is not understood is unknown, whatever its action is called. */
export function listedResources(
  { resource_changes: changes = [] }: TerraformPlan,
  open: readonly NotUnderstood[],
): readonly ListedResource[] {
  const unknown = new Map(
    open.flatMap(({ resource, why }) => (resource === undefined ? [] : [[resource, why] as const])),
  );
  return changes.filter(isTold).map((resource): ListedResource => {
    const { address, deposed, change } = resource;
    const why = unknown.get(resource) ?? reasonOf(resource);
    return {
      address: deposed === undefined ? address : `${address} (an older object)`,
      action: unknown.has(resource) ? 'unknown' : listedAction(resource),
      ...(why === undefined ? {} : { reason: why }),
      replacedBy: (change.replace_paths ?? []).map((path) => path.join('.')),
    };
  });
}

function listedAction(resource: ResourceChange): ListedResource['action'] {
  const action = actionOf(resource);
  if (action !== 'no-op') return action;
  return resource.change.importing === undefined ? 'move' : 'import';
}
