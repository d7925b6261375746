/** What a plan does beyond what it was pointed at. */
import { onOneLine } from '../../base/errors.ts';
import { few } from '../../diff/clause.ts';
import { hostOf } from '../../diff/infrastructure/words.ts';
import type { Environment } from '../../topology/environment.ts';
import { actionOf, isTold } from '../plan/actions.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { hostsIn, instanceOf } from './parts.ts';

/** What may become of the machine of a host. One that was cut off while it was made anew is there no more. */
const ALLOWED = {
  create: ['create', 'replace'],
  replace: ['replace', 'create'],
  remove: ['delete', 'no-op'],
} as const;

/** What is done to one machine. */
export type Deed = keyof typeof ALLOWED;

/**
 * Why a plan that is pointed at one machine is not applied; undefined where it does that deed and touches nothing else.
 */
export function beyondHost(
  plan: TerraformPlan,
  environment: Environment,
  host: string,
  deed: Deed,
): string | undefined {
  const changes = managed(plan);
  const names = hostsIn(changes, environment);
  const strange = changes.filter(
    (change) => isTold(change) && hostOf(change.name, names) !== host && change.type !== MEMORY,
  );
  if (strange.length > 0) return `Terraform would do more than that: ${listed(strange)}`;
  const instance = changes.find(({ address }) => address === instanceOf(host));
  const action = instance === undefined ? 'no-op' : actionOf(instance);
  return ALLOWED[deed].some((allowed) => allowed === action)
    ? undefined
    : `Terraform would not ${deed} ${instanceOf(host)}, and says ${action}`;
}

/** What the state keeps and AWS does not know. */
const MEMORY = 'terraform_data';

/** Why a plan that is about no machine is not applied; undefined where it does nothing but what it is pointed at. */
export function beyondTargets(plan: TerraformPlan, targets: readonly string[]): string | undefined {
  const strange = managed(plan).filter((change) => isTold(change) && !targets.includes(change.address));
  return strange.length === 0 ? undefined : `Terraform would do more than that: ${listed(strange)}`;
}

function managed({ resource_changes: changes = [] }: TerraformPlan): readonly ResourceChange[] {
  return changes.filter(({ mode }) => mode !== 'data');
}

function listed(changes: readonly ResourceChange[]): string {
  return few(changes.map((change) => onOneLine(`${actionOf(change)} ${change.address}`)).sort(), 'changes');
}
