/** What a plan of Terraform means for an environment, and what refuses it. Pure: it asks nobody. */
import type { Change } from '../../diff/change.ts';
import { few } from '../../diff/clause.ts';
import { summarize } from '../../diff/summary.ts';
import { type Impact, worst } from '../../redis/impact.ts';
import type { Environment } from '../../topology/environment.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { isTold } from './actions.ts';
import { failedConditions } from './conditions.ts';
import { fatesOf, type HostFate, type LiveGroup, type Subject } from './fates.ts';
import { refusalsOf, refusalsOfEnd } from './guards.ts';
import { type NotUnderstood, notUnderstood } from './not-understood.ts';
import type { OlderState } from './older-state.ts';
import { outputChanges, type Wait } from './outputs.ts';
import type { Overrulable, Refusal } from './refusal.ts';
import { type ListedResource, listedResources } from './resource-list.ts';
import { rowsOf } from './rows.ts';
import { refusalsOfWhole } from './whole.ts';

export type { LiveGroup } from './fates.ts';

/** What a plan is for. */
type Purpose = 'deploy' | 'destroy' | 'adopt' | 'rollout';

/** What a plan is for, and what a person lets it do. */
export interface JudgeOptions {
  /**
   * `destroy` where the whole environment is to end: then only a protected one is refused. `adopt` where the state takes up
   * what is left of it: then hosts that the plan does not name are not there. `rollout` where a part of a whole plan is done:
   * then hosts that it does not name stay as they are. @default 'deploy'
   */
  readonly purpose?: Purpose;
  /** The guards that a person overrules. @default none */
  readonly allowed?: readonly Overrulable[];
  /** How the state differs from what was deployed last. @default it does not */
  readonly older?: OlderState | undefined;
}

/** A plan, judged. */
export interface JudgedPlan {
  readonly environment: string;
  /** What there is to apply: nothing, only what the state learns and gives away, or resources. */
  readonly effect: 'nothing' | 'outputs' | 'resources';
  readonly impact: Impact;
  /** What applying it would do, in sentences. */
  readonly summary: string;
  /** Every host of the environment and of the plan, by name. */
  readonly hosts: readonly HostFate[];
  /** Who is primary now; undefined where nobody could be asked, or no one answer was given. */
  readonly primary: string | undefined;
  /** What it does by meaning, the worst first. */
  readonly rows: readonly Change[];
  /** Every object of which there is something to tell, with Terraform's action and reason. */
  readonly resources: readonly ListedResource[];
  /** What was changed outside of Terraform, by address. */
  readonly drifted: readonly string[];
  /** The names of outputs that change. */
  readonly outputs: readonly string[];
  /** Hosts that go on as they are until a roll-out; undefined where nobody can tell who they are. */
  readonly waiting: readonly string[] | undefined;
  /** What they wait for, as far as it is known. */
  readonly waits: readonly Wait[];
  /** Why it may not be applied; empty where it may. */
  readonly refusals: readonly Refusal[];
  /** What would refuse it if nobody had allowed it. */
  readonly overruled: readonly Refusal[];
}

/**
 * Judges a plan.
 *
 * @param given as Terraform tells it, in whatever order
 * @param live the group as it is now; undefined where it cannot be asked: then every data host may be the primary
 */
export function judgePlan(
  given: TerraformPlan,
  environment: Environment,
  live: LiveGroup | undefined,
  { purpose = 'deploy', allowed = [], older }: JudgeOptions = {},
): JudgedPlan {
  const plan = inOrder(given);
  const open = notUnderstood(plan);
  const fates = fatesOf(plan, environment, open, purpose === 'deploy');
  const subject: Subject = { ...fates, environment, live, older };
  const isOverruled = ({ guard, isFinal }: Refusal): boolean =>
    !isFinal && allowed.some((each) => each === guard);
  const rows = rowsOf(plan, subject, open, failedConditions(plan));
  const refusals = allRefusals(plan, subject, rows, purpose);
  const outputs = outputChanges(plan);
  return {
    environment: environment.name,
    effect: effectOf(plan, open, outputs.names),
    impact: worst(rows.map(({ impact }) => impact)),
    summary: summaryOf(rows, outputs.waiting, purpose),
    hosts: subject.hosts,
    primary: live?.primary,
    rows,
    resources: listedResources(plan, open),
    drifted: (plan.resource_drift ?? []).map(({ address }) => address),
    outputs: outputs.names,
    waiting: outputs.waiting,
    waits: outputs.waits,
    refusals: refusals.filter((refusal) => !isOverruled(refusal)),
    overruled: refusals.filter(isOverruled),
  };
}

/** The same plan, by addresses: where two rows weigh the same, the first is told. */
function inOrder(plan: TerraformPlan): TerraformPlan {
  return {
    ...plan,
    resource_changes: byAddress(plan.resource_changes),
    resource_drift: byAddress(plan.resource_drift),
  };
}

function byAddress(changes: readonly ResourceChange[] = []): readonly ResourceChange[] {
  const nameOf = ({ address, deposed }: ResourceChange): string => JSON.stringify([address, deposed]);
  return changes
    .map((change) => ({ change, name: nameOf(change) }))
    .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)))
    .map(({ change }) => change);
}

/** Of a plan that is not whole, what else it would do is not known. */
function allRefusals(
  plan: TerraformPlan,
  subject: Subject,
  rows: readonly Change[],
  purpose: Purpose,
): readonly Refusal[] {
  const whole = refusalsOfWhole(plan);
  if (whole.length > 0) return whole;
  return purpose === 'destroy' ? refusalsOfEnd(subject) : refusalsOf(subject, rows);
}

function effectOf(
  { resource_changes: changes = [] }: TerraformPlan,
  open: readonly NotUnderstood[],
  outputs: readonly string[],
): JudgedPlan['effect'] {
  if (open.length > 0 || changes.some(isTold)) return 'resources';
  return outputs.length > 0 ? 'outputs' : 'nothing';
}

const COMMANDS: Readonly<Record<Purpose, string>> = {
  deploy: 'vedette deploy',
  destroy: 'vedette destroy',
  adopt: 'vedette env adopt',
  rollout: 'vedette rollout',
};

function summaryOf(
  rows: readonly Change[],
  waiting: readonly string[] | undefined,
  purpose: Purpose,
): string {
  const doing = `${COMMANDS[purpose]} would`;
  const summary =
    rows.length === 0
      ? 'It changes no resource.'
      : summarize({ doing, isDeployed: true, otherwise: doing }, rows);
  const onlyTags = rows.length > 0 && rows.every(({ key }) => key === 'aws.tags');
  return [summary, ...(onlyTags ? ['Only tags change.'] : []), ...waitingSentence(waiting)].join(' ');
}

function waitingSentence(waiting: readonly string[] | undefined): readonly string[] {
  if (waiting === undefined) return ['Nobody can tell which hosts wait for a roll-out.'];
  if (waiting.length === 0) return [];
  const verb = waiting.length === 1 ? 'runs' : 'run';
  return [
    `A roll-out is left to do: ${few(waiting, 'hosts')} ${verb} with what an earlier definition rendered, and a deploy changes nothing on them.`,
  ];
}
