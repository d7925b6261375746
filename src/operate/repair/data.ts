/** A repair as data. */
import { factsOf } from '../step.ts';
import type { Ailment, Cure, RepairStep } from './ailment.ts';
import type { Repaired } from './repair.ts';

/** What `--format json` tells of a repair. */
export function repairData({ found, fate, left }: Repaired) {
  return {
    fate: fate.kind,
    healthy: left.length === 0,
    found: found.ailments.map(ailmentData),
    ...(fate.kind === 'taken'
      ? {
          done: fate.progress.done.map(({ step, took }) => ({ ...factsOf(step), took })),
          undone: fate.progress.left.map(factsOf),
          ...(fate.progress.stopped === undefined ? {} : { stopped: fate.progress.stopped }),
        }
      : {}),
    left: left.map(ailmentData),
  };
}

function ailmentData({ kind, hosts, seen, means, cure }: Ailment) {
  return { kind, hosts, seen, means, cure: cureData(cure) };
}

function cureData(cure: Cure) {
  return cure.kind === 'steps' ? { kind: cure.kind, steps: cure.steps.map(stepData) } : cure;
}

function stepData(step: RepairStep) {
  return { ...factsOf(step), loses: step.loses };
}
