/** How far steps were taken, as `--format json` tells it and in a sentence. */
import { countOf } from '../base/units.ts';
import type { Phrase } from '../report/elements.ts';
import type { Progress } from './run-steps.ts';
import { factsOf, type StepFacts } from './step.ts';

/** What `--format json` tells of it. */
export function progressData({ done, left, stopped }: Progress<StepFacts>) {
  return {
    done: done.map(({ step, took }) => ({ ...factsOf(step), took })),
    notDone: left.map(factsOf),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** What stopped it. @param name what it was done to */
export function stoppedPhrase(name: string, { done, left, stopped }: Progress<StepFacts>): Phrase {
  const count = `${done.length} of ${countOf(done.length + left.length, 'step')} are done`;
  return { text: `${name}: ${count}, and it stopped: ${stopped?.why ?? 'nobody knows why'}`, tone: 'error' };
}
