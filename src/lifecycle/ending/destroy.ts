/** The end of an environment: planned, shown, agreed to, applied, and proven. */
import { RefusedError, UserError } from '../../base/errors.ts';
import type { Milliseconds } from '../../base/units.ts';
import { openRegister } from '../../register/places.ts';
import type { CreatedEnvironment } from '../../register/record.ts';
import { readRegister } from '../../register/register.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Actor } from '../actor.ts';
import { hasState } from '../deployed.ts';
import { holderOf } from '../locks/holder.ts';
import { describeHolder } from '../locks/proof.ts';
import { type Patience, waitForState } from '../locks/wait.ts';
import { type JudgedPlan, judgePlan } from '../plan/judge.ts';
import type { TerraformState } from '../terraform/state-json.ts';
import { openRun } from '../terraform/terraform-run.ts';
import type { Doomed } from './doomed.ts';
import { endedBetween, type Remains, remainsOf } from './emptiness.ts';
import { markEnding } from './take-off.ts';

/** Who is told, and asked. */
export interface Audience {
  /** Told what happens, a line for each resource. */
  readonly tell: (text: string) => void;
  /** Told how far it is, for the last line of a terminal. */
  readonly status: (text: string) => void;
  /** Shown what is planned, before anybody is asked. */
  readonly show: (judged: JudgedPlan) => void;
  /** Whether it is to be; `nobody` where there was nobody to ask. */
  readonly approve: () => Promise<'yes' | 'no' | 'nobody'>;
  readonly actor: Actor;
  /** How long a state is waited for that somebody else has. @default not at all */
  readonly lockTimeout?: Milliseconds | undefined;
}

/** What became of an environment that was to be destroyed. */
export type Destruction = Undone | Destroyed;

/** Nothing is changed: a guard refused, whoever was asked did not want it, or nobody could be asked. */
export interface Undone {
  readonly kind: 'refused' | 'declined' | 'unasked';
  readonly judged: JudgedPlan;
}

/** Everything was destroyed that Terraform knows of. */
export interface Destroyed {
  readonly kind: 'destroyed';
  /** How many resources; 0 where there was nothing to destroy. */
  readonly destroyed: number;
  /** Undefined where there was no state, so that nothing was planned. */
  readonly judged: JudgedPlan | undefined;
  readonly remains: Remains;
  /** What is written down of it, if it was created of another one. */
  readonly record: CreatedEnvironment | undefined;
}

/**
 * Destroys an environment, and looks for what is left of it. What a run before this one did not come to is done now.
 *
 * @throws RefusedError if it is protected; UserError if somebody is at it, or Terraform fails: then what is there stays
 */
export async function destroyEnvironment(doomed: Doomed, audience: Audience): Promise<Destruction> {
  const { environment, regions } = doomed;
  refuseProtected(doomed);
  await refuseLocked(environment, audience);
  const record = await recordOf(environment);
  const { name, aws, createdFrom } = environment;
  const found = (state: TerraformState | undefined, ended: ReadonlySet<string> = new Set()) =>
    remainsOf({ name, regions, keepsSnapshots: createdFrom === undefined, state, ended });
  if (!(await hasState({ name, state: aws.state })))
    return { kind: 'destroyed', destroyed: 0, judged: undefined, remains: await found(undefined), record };
  const { tell, status, show, approve, actor, lockTimeout } = audience;
  const again = `vedette ${createdFrom === undefined ? 'destroy' : 'env destroy'} ${name}`;
  using run = await openRun(environment, { tell, status, again, lockTimeout });
  const judged = judgePlan(await run.plan({ destroy: true }), environment, undefined, { purpose: 'destroy' });
  if (judged.refusals.length === 0 && judged.effect === 'nothing')
    return { kind: 'destroyed', destroyed: 0, judged, remains: await found(await run.state()), record };
  show(judged);
  if (judged.refusals.length > 0) return { kind: 'refused', judged };
  const answer = await approve();
  if (answer !== 'yes') return { kind: answer === 'no' ? 'declined' : 'unasked', judged };
  const marked = record && (await markEnding(record, actor));
  const before = await run.state();
  const { destroyed, state } = await run.apply();
  const remains = await found(state, endedBetween(before, state));
  return { kind: 'destroyed', destroyed, judged, remains, record: marked };
}

function refuseProtected({ environment: { name }, isProtected }: Doomed): void {
  if (!isProtected) return;
  throw new RefusedError(
    `${name} is protected, so nothing of it is destroyed; take protected out of its definition, deploy that with vedette deploy ${name}, and destroy it then, which takes no snapshot`,
  );
}

async function refuseLocked(environment: Environment, patience: Patience): Promise<void> {
  const lock = await waitForState(environment, patience);
  if (lock === undefined) return;
  const { name, aws } = environment;
  const holder = aws.state && (await holderOf(name, aws.state, lock).catch(() => undefined));
  throw new UserError(
    `${describeHolder(name, lock, holder)}, so nothing is destroyed; wait until that run has ended, or give vedette env unlock ${name} the proof that it has`,
  );
}

async function recordOf({ name, createdFrom }: Environment): Promise<CreatedEnvironment | undefined> {
  if (createdFrom === undefined) return undefined;
  return (await readRegister(await openRegister())).find((one) => one.name === name);
}
