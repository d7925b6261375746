/** A diff as the comment of a pull request. */
import { count, printComment as print } from '../report/comment.ts';
import type { Diff } from './change.ts';
import { remarksOf, sectionsOf } from './view.ts';

/** By this the comment is found again, to be edited instead of posted once more. */
export const MARKER = '<!-- vedette-diff -->';

/** Prints a diff with its marker, the security section open and the others folded. Rows that do not fit are counted. */
export function printComment(diff: Diff): string {
  const detail = { all: false };
  return print({
    marker: MARKER,
    title: `Redis configuration: ${headline(diff)}`,
    lead: [diff.summary],
    tables: sectionsOf(diff, detail),
    open: ['Security'],
    remarks: remarksOf(diff, detail),
    remarkNoun: 'environment',
    whole: 'vedette diff',
  });
}

function headline({ changes, compared, impact }: Diff): string {
  const counted = changes.filter(({ area, individual }) => area !== 'consequence' && !individual);
  const differing = compared.filter(({ state }) => state !== 'unchanged');
  return differing.length === 0 ? 'no change' : `${count(counted.length, 'change')}, worst impact ${impact}`;
}
