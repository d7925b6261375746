/** How a judged plan is shown on a terminal. */
import { tableElements } from '../../diff/report.ts';
import { type Element, paragraph } from '../../report/elements.ts';
import type { JudgedPlan } from './judge.ts';
import { planRemarks, planSummary, planTables, refusalSentence } from './view.ts';

/** Lays a plan out: the resource list first, what it does in a sentence and what refuses it last, where a terminal ends. */
export function planElements(judged: JudgedPlan): readonly Element[] {
  return [
    ...planTables(judged).flatMap(tableElements),
    ...planRemarks(judged).map((text) => paragraph({ text, tone: 'faint' })),
    paragraph(planSummary(judged)),
    ...refusalElements(judged),
  ];
}

/** What refuses a plan, a sentence each; nothing where nothing does. */
export function refusalElements({ refusals }: JudgedPlan): readonly Element[] {
  return refusals.map((refusal) => paragraph({ text: refusalSentence(refusal), tone: 'error' }));
}
