/** What Terraform says that it does with an object, and why, in words. */
import type { Action } from '../../diff/infrastructure/action.ts';
import type { ResourceChange } from '../terraform/plan-json.ts';

/** What a plan does with an object; `read` is a data source that is asked when the plan is applied. */
export type PlanAction = Action | 'read';

/** By the words of `change.actions` (Terraform, JSON output format, change representation). */
const ACTIONS: ReadonlyMap<string, PlanAction> = new Map([
  ['no-op', 'no-op'],
  ['create', 'create'],
  ['read', 'read'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['forget', 'forget'],
  ['delete create', 'replace'],
  ['create delete', 'replace'],
]);

/** What happens to an object; `unknown` where these words are none that vedette knows. */
export function actionOf({ mode, change }: ResourceChange): PlanAction {
  const action = ACTIONS.get(change.actions.join(' ')) ?? 'unknown';
  const isOfMode = mode === 'data' ? action === 'no-op' || action === 'read' : action !== 'read';
  return isOfMode ? action : 'unknown';
}

/** By `action_reason` (Terraform, internal/command/jsonplan/plan.go; the last three are OpenTofu's). */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['replace_because_cannot_update', 'not changed in place'],
  ['replace_because_tainted', 'an earlier run did not finish it'],
  ['replace_by_request', 'its replacement was asked for'],
  ['replace_by_triggers', 'what it depends on changes'],
  ['delete_because_no_resource_config', 'the definition has it no more'],
  ['delete_because_no_module', 'the definition has it no more'],
  ['delete_because_no_move_target', 'the definition has it no more'],
  ['delete_because_wrong_repetition', 'the definition has it no more'],
  ['delete_because_count_index', 'the definition has it no more'],
  ['delete_because_each_key', 'the definition has it no more'],
  ['read_because_config_unknown', 'what is asked is known when it is applied'],
  ['read_because_dependency_pending', 'what it depends on changes first'],
  ['read_because_check_nested', 'a check asks for it'],
  ['delete_because_enabled_false', 'the definition has it no more'],
  ['forgot_because_lifecycle_destroy_in_state', 'the state is to forget it'],
  ['forgot_because_lifecycle_destroy_in_config', 'the state is to forget it'],
]);

/** Why, in words; undefined where Terraform gives no reason, or one that vedette does not know. */
export function reasonOf({ action_reason: reason }: ResourceChange): string | undefined {
  return reason === undefined ? undefined : REASONS.get(reason);
}

/** Whether there is something to tell of an object: it changes, is taken up by the state, or moves within it. */
export function isTold(resource: ResourceChange): boolean {
  const { change, previous_address: movedFrom } = resource;
  return actionOf(resource) !== 'no-op' || change.importing !== undefined || movedFrom !== undefined;
}
