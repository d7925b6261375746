/** What was changed outside of Terraform, by what making it as it was would do. */
import * as z from 'zod/mini';
import { EFFECTS } from '../../aws/effects/index.ts';
import type { Change } from '../../diff/change.ts';
import type { Environment } from '../../topology/environment.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { actionOf } from './actions.ts';
import { fatesOf } from './fates.ts';
import { notUnderstood } from './not-understood.ts';
import { rowsOf } from './rows.ts';
import { differencesOf } from './values.ts';

/**
 * The rows of a plan that only refreshes: `before` is what there is, `after` what the state says.
 *
 * @param plan made with `refreshOnly`
 */
export function driftedRows(plan: TerraformPlan, environment: Environment): readonly Change[] {
  const changes = (plan.resource_drift ?? []).map(withoutOutcomes).filter(isChanged).map(takenBack);
  const back: TerraformPlan = { format_version: plan.format_version, resource_changes: changes };
  const open = notUnderstood(back);
  const subject = { ...fatesOf(back, environment, open, false), environment, live: undefined };
  return rowsOf(back, subject, open, []);
}

/** What AWS itself decides, such as the address of a host that was stopped, nobody changed: it is as it was. */
function withoutOutcomes(resource: ResourceChange): ResourceChange {
  const { type, change } = resource;
  const given = Object.keys(EFFECTS[type]?.arguments ?? {});
  const [before, after] = [objectOf(change.before), objectOf(change.after)];
  if (before === undefined || after === undefined || given.length === 0) return resource;
  const isGiven = (name: string): boolean => given.some((argument) => argument.split('.', 1)[0] === name);
  const outcomes = Object.entries(before).filter(([name]) => !isGiven(name));
  const kept = Object.entries(after).filter(([name]) => isGiven(name));
  return { ...resource, change: { ...change, after: Object.fromEntries([...outcomes, ...kept]) } };
}

const object = z.record(z.string(), z.unknown());

function objectOf(side: unknown): Readonly<Record<string, unknown>> | undefined {
  return object.safeParse(side).data;
}

/** What only moves in the state, or differs in nothing that is given, was not changed. */
function isChanged(resource: ResourceChange): boolean {
  const action = actionOf(resource);
  if (action === 'no-op') return false;
  const isKnown = Object.hasOwn(EFFECTS, resource.type);
  return action !== 'update' || !isKnown || differencesOf(resource.type, resource.change).length > 0;
}

/** What takes a change back goes the other way: what was deleted is created again. */
function takenBack(resource: ResourceChange): ResourceChange {
  const { change, action_reason: _reason, ...rest } = resource;
  const { actions, before, after, before_sensitive: old, after_sensitive: now } = change;
  return {
    ...rest,
    change: {
      actions: actions.map((action) => BACK.get(action) ?? action),
      before: after,
      after: before,
      before_sensitive: now,
      after_sensitive: old,
    },
  };
}

const BACK: ReadonlyMap<string, string> = new Map([
  ['delete', 'create'],
  ['create', 'delete'],
]);
