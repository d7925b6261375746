/** Takes steps one after the other, and looks between them whether to go on. */
import { performance } from 'node:perf_hooks';
import { UserError } from '../base/errors.ts';
import { heedSignals } from '../base/interrupt.ts';
import { formatSeconds, type Milliseconds, milliseconds } from '../base/units.ts';
import type { HeldLock } from './lock.ts';
import { type Operation, type Step, type StepFacts, Undone } from './step.ts';

/** What is looked at between steps. Both throw a UserError that says why not to go on. */
export interface Checks<Each extends StepFacts = Step> {
  /** The lock of the run: nobody else changes the group meanwhile. */
  readonly lock: HeldLock;
  /** What must hold before a step. */
  readonly before: (step: Each) => Promise<void>;
  /** Waits after a step until the group is fit for the next one, or until nobody waits any more. */
  readonly after: (step: Each, signal: AbortSignal) => Promise<void>;
}

/** A step that was taken. */
export interface Taken<Each extends StepFacts = Step> {
  readonly step: Each;
  readonly took: Milliseconds;
}

/** How far steps were taken. */
export interface Progress<Each extends StepFacts = Step> {
  readonly done: readonly Taken<Each>[];
  /** The one that was stopped at, and those behind it; empty if all are done. */
  readonly left: readonly Each[];
  /** Why not all are done; undefined if they are. */
  readonly stopped?: Stopped;
}

/** Why steps were not gone on with. */
export interface Stopped {
  /**
   * `before` a step: it was not begun. `in` it: it failed, and may be half done. `undone`: it failed, and took everything
   * back. `after` it: it is done, and the group is not fit for the next one.
   */
  readonly at: 'before' | 'in' | 'undone' | 'after';
  /** In a sentence without a full stop. */
  readonly why: string;
}

/**
 * Takes all steps, or stops where one fails, where it is not safe to go on, or after the step in hand where a signal asks
 * for it. With a second signal that step gives up what it waits for, and takes back what it can; with a third it is left.
 *
 * @throws whatever is no UserError
 */
export async function runSteps<
  On extends Pick<Operation, 'tell' | 'signal'> = Operation,
  Each extends Step<On> = Step<On>,
>(steps: readonly Each[], operation: On, checks: Checks<Each>): Promise<Progress<Each>> {
  using signals = heedSignals(
    () => operation.tell('stops after this step; interrupt again to give up what it waits for'),
    () =>
      operation.tell('gives this step up as soon as that can be; interrupt once more to leave it as it is'),
  );
  const giving = { ...operation, signal: signals.again };
  const done: Taken<Each>[] = [];
  for (const [at, step] of steps.entries()) {
    const taking = signals.asked === undefined ? take(step, giving, checks) : interrupted();
    const { stopped, took } = await Promise.race([taking, signals.atOnce.then(inTheMiddle)]);
    if (took !== undefined) {
      done.push({ step, took });
      operation.tell(`${at + 1} of ${steps.length}, ${whereAndWhat(step)}: ${formatSeconds(took)}`);
    }
    if (stopped !== undefined) return { done, left: steps.slice(done.length), stopped };
  }
  return { done, left: [] };
}

/** A step with where it is taken. */
export function whereAndWhat({ hosts, what }: Pick<StepFacts, 'hosts' | 'what'>): string {
  return hosts.length === 0 ? what : `${hosts.join(', ')}: ${what}`;
}

/** How a step went: `took` is there if it is done. */
interface Attempt {
  readonly took?: Milliseconds;
  readonly stopped?: Stopped;
}

async function take<On, Each extends Step<On>>(
  step: Each,
  operation: On & { readonly signal: AbortSignal },
  { lock, before, after }: Checks<Each>,
): Promise<Attempt> {
  const notBegun = await failureOf(async () => {
    await lock.confirm();
    await before(step);
  });
  if (notBegun !== undefined) return { stopped: { at: 'before', why: notBegun.message } };
  const begin = performance.now();
  const failed = await failureOf(() => step.perform(operation));
  if (failed !== undefined)
    return { stopped: { at: failed instanceof Undone ? 'undone' : 'in', why: failed.message } };
  const unfit = await failureOf(() => after(step, operation.signal));
  const took = milliseconds(performance.now() - begin);
  return unfit === undefined ? { took } : { took, stopped: { at: 'after', why: unfit.message } };
}

async function interrupted(): Promise<Attempt> {
  return { stopped: { at: 'before', why: 'interrupted' } };
}

function inTheMiddle(): Attempt {
  return { stopped: { at: 'in', why: 'interrupted three times' } };
}

async function failureOf(work: () => Promise<void>): Promise<UserError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
