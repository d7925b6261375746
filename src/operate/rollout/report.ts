/** How a roll-out is shown: its plan before anything happens, and what became of it. */
import { ExitCode } from '../../base/errors.ts';
import { tableElements } from '../../diff/report.ts';
import { deedTable } from '../../diff/view.ts';
import { type Element, heading, type Phrase, paragraph, prose, table } from '../../report/elements.ts';
import { unaskedPhrase } from '../../report/unasked.ts';
import { type Progress, whereAndWhat } from '../run-steps.ts';
import { factsOf, type StepFacts } from '../step.ts';
import { stepElements } from '../step-table.ts';
import type { Planned } from './plan.ts';
import { type Fate, isThroughout, type Left, type Rollout } from './rollout.ts';

/** A plan with everything that one has to know before it is approved. */
export function planElements({ look, plan }: Planned, isNew = false): readonly Element[] {
  const { host, unknown } = look.drift.rows;
  return [
    ...(isNew
      ? [
          paragraph({
            text: 'The group has changed since: this is another plan, and it is asked for anew.',
            tone: 'warning',
          }),
        ]
      : []),
    ...stepElements(plan.steps),
    ...(plan.waiting.length === 0 ? [] : [heading('Waits'), ...stepElements(plan.waiting)]),
    ...(host.length === 0
      ? []
      : tableElements({
          ...deedTable('Changed where it runs by somebody, and taken back by this', host),
          columns: COLUMNS,
        })),
    ...(unknown.length === 0
      ? []
      : tableElements({
          ...deedTable('Not known, or nobody knows who changed it', unknown),
          columns: COLUMNS,
        })),
    ...plan.refusals.map(({ why, remedy }) =>
      paragraph({ text: `refused: ${why}; ${remedy}`, tone: 'error' }),
    ),
  ];
}

const COLUMNS = ['impact', 'what', 'runs', 'declared', 'where', 'what then'];

/** What became of a roll-out, behind its plan. @param again the command that goes on with it */
export function rolloutElements(name: string, rollout: Rollout, again: string): readonly Element[] {
  const { fate } = rollout;
  const phrase = paragraph(fatePhrase(name, rollout));
  if (!('progress' in fate)) return [phrase];
  const { done, left: notTaken, stopped } = fate.progress;
  const goOn = `To go on: \`${again}\`. To go back: put the definition back as it was, and roll that out.`;
  return [
    ...(stopped === undefined
      ? []
      : [
          ...listed(
            'Done',
            done.map(({ step }) => step),
          ),
          ...listed('Not done', notTaken),
        ]),
    phrase,
    ...(stopped === undefined && isThroughout(fate.left) ? [] : [...leftElements(fate.left), prose(goOn)]),
  ];
}

function listed(title: string, steps: readonly StepFacts[]): readonly Element[] {
  return steps.length === 0
    ? []
    : [
        table(
          [title],
          steps.map((step) => [whereAndWhat(step)]),
        ),
      ];
}

/** What a new plan would do or cannot. */
function leftElements(left: Left): readonly Element[] {
  if ('unknown' in left)
    return [paragraph({ text: `what is left nobody can tell: ${left.unknown}`, tone: 'error' })];
  const { steps, waiting, refusals } = left.plan;
  return [
    ...listed('Left', [...steps, ...waiting]),
    ...refusals.map(({ why, remedy }) => paragraph({ text: `${why}; ${remedy}`, tone: 'warning' })),
  ];
}

/** What became of it, in a sentence. */
export function fatePhrase(name: string, { planned, fate }: Rollout): Phrase {
  switch (fate.kind) {
    case 'refused':
      return { text: `nothing of ${name} is changed: no roll-out comes to a good end here`, tone: 'error' };
    case 'nothing':
      return nothingPhrase(name, planned);
    case 'shown':
      return `nothing of ${name} is changed: this is the plan alone`;
    case 'declined':
      return `nothing of ${name} is changed`;
    case 'unasked':
      return unaskedPhrase(`nothing of ${name} is changed`);
    default:
      return takenPhrase(name, planned, fate);
  }
}

function nothingPhrase(name: string, { plan: { waiting } }: Planned): Phrase {
  if (waiting.length === 0) return { text: `nothing of ${name} is left to roll out`, tone: 'good' };
  return { text: `of ${name} only the primary and what comes after it waits`, tone: 'warning' };
}

function takenPhrase(
  name: string,
  { plan }: Planned,
  { progress, left }: Extract<Fate, { readonly progress: Progress }>,
): Phrase {
  const count = `${progress.done.length} of ${plan.steps.length} steps`;
  if (progress.stopped === undefined) {
    if ('unknown' in left)
      return { text: `${name}: ${count} are done, and nobody can tell what is left`, tone: 'error' };
    if (!isThroughout(left)) return { text: `${name}: ${count} are done, and more is left`, tone: 'warning' };
    return plan.waiting.length === 0
      ? { text: `${name} runs as it is declared: ${count} are done`, tone: 'good' }
      : { text: `${name}: ${count} are done, and the primary waits`, tone: 'warning' };
  }
  const { at, why } = progress.stopped;
  const [next] = progress.left;
  const where = next === undefined ? '' : ` at ${whereAndWhat(next)}`;
  const words = {
    before: `stopped before the next step${where}`,
    in: `stopped in the middle of a step${where}, which may be half done`,
    undone: `stopped${where}, of which everything is taken back`,
    after: 'stopped after a step that is done, as the group is not fit for the next one yet',
  }[at];
  return { text: `${name}: ${count} are done, and it ${words}: ${why}`, tone: 'error' };
}

/** The same for programs. */
export function rolloutData({ planned: { plan }, fate }: Rollout) {
  const data = {
    fate: fate.kind,
    steps: plan.steps.map(factsOf),
    waiting: plan.waiting.map(factsOf),
    refusals: plan.refusals,
  };
  if (!('progress' in fate)) return data;
  const { done, left, stopped } = fate.progress;
  return {
    ...data,
    done: done.map(({ step, took }) => ({ ...factsOf(step), took: Math.round(took) })),
    notDone: left.map(factsOf),
    ...(stopped === undefined ? {} : { stopped }),
    left:
      'unknown' in fate.left
        ? fate.left
        : { steps: fate.left.plan.steps.map(factsOf), refusals: fate.left.plan.refusals },
  };
}

/** What the command ends with. */
export function exitCodeOf({ fate }: Rollout): ExitCode {
  if (fate.kind === 'refused') return ExitCode.refused;
  if (fate.kind === 'shown' || fate.kind === 'nothing') return ExitCode.done;
  return fate.kind === 'done' && isThroughout(fate.left) ? ExitCode.done : ExitCode.failed;
}
