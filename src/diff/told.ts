/** Which rows are told, and which are only counted. */
import { IMPACTS, type Impact, worst } from '../redis/impact.ts';
import type { Change } from './change.ts';

/**
 * Leaves a row individual, which is only counted, where it follows from others: where it is no worse than the worst that
 * is told. What is worse, or replaces something, is told.
 */
export function decideTold(changes: readonly Change[]): readonly Change[] {
  const told = changes.filter(({ individual }) => !individual).map(({ impact }) => impact);
  const limit = rank(worst(told.filter((impact) => impact !== 'refused' && impact !== 'unknown')));
  const isCounted = (impact: Impact): boolean =>
    rank(impact) < rank('replace') && rank(impact) <= Math.max(limit, rank('live'));
  return changes.map((change) =>
    change.individual && !isCounted(change.impact) ? { ...change, individual: false } : change,
  );
}

function rank(impact: Impact): number {
  return IMPACTS.indexOf(impact);
}
