/** What a plan holds of which nobody can tell here what it does: it counts as the worst. */
import { EFFECTS } from '../../aws/effects/index.ts';
import { onOneLine } from '../../base/errors.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { actionOf, isTold, reasonOf } from './actions.ts';
import { differencesOf } from './values.ts';

/** Something that is not understood. */
export interface NotUnderstood {
  /** Undefined for what is about the plan as a whole. */
  readonly resource?: ResourceChange;
  /** A sentence without a full stop. */
  readonly why: string;
}

/**
 * The parts of a plan that vedette knows (Terraform, JSON output format, 1.2). Terraform asks readers to ignore others; a
 * guard does not, since a new kind of change has come in a part of its own before: `deferred_changes`,
 * `action_invocations`.
 */
const PARTS: ReadonlySet<string> = new Set([
  ...['format_version', 'terraform_version', 'variables', 'planned_values', 'prior_state', 'configuration'],
  ...['resource_changes', 'resource_drift', 'output_changes', 'relevant_attributes', 'checks', 'timestamp'],
  ...['applyable', 'complete', 'errored'],
]);

/** Everything that is not understood; what changes nothing is left alone. */
export function notUnderstood(plan: TerraformPlan): readonly NotUnderstood[] {
  const parts = Object.entries(plan).filter(([name, part]) => !PARTS.has(name) && !isNothing(part));
  const names = parts.map(([name]) => name).sort();
  return [
    ...names.map((name) => ({ why: `the plan has a part that vedette does not know: ${onOneLine(name)}` })),
    ...(plan.resource_changes ?? []).filter(isTold).flatMap((resource) => {
      const why = unknownIn(resource);
      return why === undefined ? [] : [{ resource, why }];
    }),
  ];
}

function isNothing(part: unknown): boolean {
  if (part === null || part === undefined) return true;
  return typeof part === 'object' && Object.keys(part).length === 0;
}

/** Whose types the table of effects tells: AWS's provider from either registry, and what is built in. */
const PROVIDER =
  /^(?:registry\.(?:terraform\.io|opentofu\.org)\/hashicorp\/aws|terraform\.io\/builtin\/terraform)$/;

function unknownIn(resource: ResourceChange): string | undefined {
  const { type, mode, change, action_reason: reason, provider_name: provider } = resource;
  const action = actionOf(resource);
  if (mode !== 'managed' && mode !== 'data') return `it is of the mode ${mode}, which vedette does not know`;
  if (action === 'unknown')
    return `Terraform would ${change.actions.join(' and ') || 'do nothing that it names'}, which vedette does not know`;
  if (reason !== undefined && reasonOf(resource) === undefined)
    return `Terraform's reason is ${reason}, which vedette does not know`;
  if (action === 'replace' && reason === undefined) return 'Terraform does not say why it is replaced';
  if (resource.module_address !== undefined || resource.index !== undefined)
    return 'it is in a module or one of several, and the stacks of vedette have neither';
  if (mode === 'data') return undefined;
  if (typeof provider === 'string' && !PROVIDER.test(provider))
    return `it is of the provider ${provider}, which vedette does not know`;
  if (!Object.hasOwn(EFFECTS, type)) return `it is of the type ${type}, which vedette does not know`;
  return action === 'update' && differencesOf(type, change).length === 0
    ? 'Terraform would update it, and nothing differs that vedette knows'
    : undefined;
}
