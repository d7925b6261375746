/** Takes steps in two parts, between which clients have to move: while they have not, the group takes both ways of theirs. */
import type { Progress } from './run-steps.ts';
import type { StepFacts } from './step.ts';

/** Who answers: `nobody` where there was nobody to ask. */
export type Answer = 'yes' | 'no' | 'nobody';

/** Steps in two parts. */
export interface InTwoParts<Each extends StepFacts> {
  /** Those that clients need not know of. */
  readonly steps: readonly Each[];
  /** Those that are taken when all clients have moved. */
  readonly last: readonly Each[];
}

/** How far they were taken: `waiting` for the clients, with the first part done. */
export interface TwoPartFate<Each extends StepFacts> {
  readonly kind: 'done' | 'waiting' | 'stopped';
  readonly progress: Progress<Each>;
}

/** @param mayEnd whether the clients have moved; asked when the first part is done */
export async function takeInTwoParts<Each extends StepFacts>(
  { steps, last }: InTwoParts<Each>,
  take: (steps: readonly Each[]) => Promise<Progress<Each>>,
  mayEnd: () => Promise<boolean>,
): Promise<TwoPartFate<Each>> {
  const first = await take(steps);
  if (first.stopped !== undefined)
    return { kind: 'stopped', progress: { ...first, left: [...first.left, ...last] } };
  if (!(await mayEnd())) return { kind: 'waiting', progress: { ...first, left: last } };
  const second = await take(last);
  const progress = { ...second, done: [...first.done, ...second.done] };
  return { kind: second.stopped === undefined ? 'done' : 'stopped', progress };
}
