/** A judged plan as the comment of a pull request. */
import { count, printComment } from '../../report/comment.ts';
import type { JudgedPlan } from './judge.ts';
import { planRemarks, planSummary, planTables, refusalSentence } from './view.ts';

/** By this the comment about an environment is found again, to be edited instead of posted once more. */
export function planMarker(environment: string): string {
  return `<!-- vedette-plan ${environment} -->`;
}

/** Prints a plan with its marker: what refuses it on top, then what it does to hosts; the rest is folded. */
export function planComment(judged: JudgedPlan): string {
  const { environment, refusals } = judged;
  return printComment({
    marker: planMarker(environment),
    title: `Plan of ${environment}: ${headline(judged)}`,
    lead: [...refusals.map(refusalSentence), planSummary(judged)],
    tables: planTables(judged),
    open: ['Hosts'],
    remarks: planRemarks(judged),
    remarkNoun: 'remark',
    whole: 'vedette deploy',
  });
}

function headline({ effect, impact, rows, refusals }: JudgedPlan): string {
  const refused = refusals.length === 0 ? [] : ['refused'];
  if (effect !== 'resources') return [...refused, 'no resource changes'].join(', ');
  return [...refused, count(rows.length, 'change'), `worst impact ${impact}`].join(', ');
}
