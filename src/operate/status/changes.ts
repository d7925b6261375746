/** What is told of a group that is watched: what became otherwise since it was asked before. */
import { textOf } from '../../report/elements.ts';
import { headline } from './report.ts';
import type { GroupStatus } from './status.ts';

/** What changed from one status to the next one, as clauses; what moves all the time, such as offsets, is none. */
export function changesBetween(before: GroupStatus, after: GroupStatus): readonly string[] {
  return [
    ...(textOf(headline(before)) === textOf(headline(after)) ? [] : [textOf(headline(after))]),
    ...without(after.verdict.problems, before.verdict.problems),
    ...without(before.verdict.problems, after.verdict.problems).map((problem) => `no longer: ${problem}`),
    ...(before.verdict.failover.answer === after.verdict.failover.answer
      ? []
      : [`could it fail over? ${after.verdict.failover.answer}`]),
    ...before.data.flatMap(({ host, facts }) => {
      const now = after.data.find((status) => status.host === host)?.facts;
      if (facts === undefined || now === undefined) return [];
      return [
        ...(facts.runId === now.runId ? [] : [`Redis on ${host} was started again`]),
        ...(facts.role === now.role ? [] : [`${host} is a ${now.role}`]),
      ];
    }),
  ];
}

function without(texts: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(still));
  return texts.filter((text) => !known.has(still(text)));
}

/** Seconds and shares grow while the problem is the same. */
function still(text: string): string {
  return text.replaceAll(/\d+ (?=s\b|%)/g, '');
}
