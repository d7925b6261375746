/** The objects of a plan in the terms of a comparison of stacks, whose words say what becomes of them. */
import type { Difference, PlannedResource } from '../../diff/infrastructure/action.ts';
import type { ResourceChange } from '../terraform/plan-json.ts';
import { actionOf, isTold } from './actions.ts';
import { differencesOf, shownValuesOf } from './values.ts';

/**
 * What a plan does with an object.
 *
 * @param all every change of the plan: what triggers a replacement is among them
 */
export function plannedResource(resource: ResourceChange, all: readonly ResourceChange[]): PlannedResource {
  const { address, type, name, change } = resource;
  const action = actionOf(resource);
  const common = { address, type, name, gone: {}, ignored: [], triggers: [], refusals: [] } as const;
  switch (action) {
    case 'delete':
    case 'forget':
      return {
        ...common,
        action,
        gone: shownValuesOf(type, change.before, change.before_sensitive),
        differences: [],
      };
    case 'update':
      return { ...common, action, differences: differencesOf(type, change) };
    case 'replace':
      return { ...common, action, differences: forced(resource), triggers: causesOf(resource, all) };
    case 'read':
      return { ...common, action: 'no-op', differences: [] };
    default:
      return { ...common, action, differences: [] };
  }
}

/** The arguments whose change replaces it, as Terraform names them. Nothing else is told of what comes new as a whole. */
function forced({ type, change }: ResourceChange): readonly Difference[] {
  const names = (change.replace_paths ?? []).map((path) =>
    path.filter((step) => typeof step === 'string').join('.'),
  );
  const differences = differencesOf(type, change);
  return [...new Set(names)].map((argument) => ({
    ...(differences.find((each) => each.argument === argument) ?? NOT_TOLD),
    argument,
    effect: 'replaces',
  }));
}

const NOT_TOLD = { before: { kind: 'untold' }, after: { kind: 'untold' } } as const;

/** What replaces an object where no argument does, and no other object that is known. */
export const TRIGGER = 'replace_triggered_by';

function causesOf(resource: ResourceChange, all: readonly ResourceChange[]): readonly string[] {
  const isForced = (resource.change.replace_paths ?? []).length > 0;
  if (resource.action_reason === 'replace_by_triggers') return triggersOf(resource, all);
  return isForced ? [] : [TRIGGER];
}

/**
 * What a replacement follows from. A plan says only that something in `replace_triggered_by` changes, which stacks give
 * to hosts and to volumes, and to what all hosts share (src/aws/guards/kinds.ts, hosts.ts, volumes.ts, nat.ts).
 */
function triggersOf(resource: ResourceChange, all: readonly ResourceChange[]): readonly string[] {
  const host = resource.name.replace(/^instance_/, '');
  const causes: readonly string[] =
    resource.type === 'aws_instance'
      ? [`terraform_data.kind_${host}`, `aws_ebs_volume.volume_${host}`]
      : ['terraform_data.restore', 'terraform_data.nat_zones', 'terraform_data.secret_store'];
  const found = causes.filter((cause) => all.some((each) => each.address === cause && isTold(each)));
  return found.length > 0 ? found : [TRIGGER];
}
