/** What a drift comes to, in sentences. */
import { list } from '../../diff/clause.ts';
import { count } from '../../report/comment.ts';
import type { Drift } from './model.ts';

/** True where something differs that is not expected, or nobody can tell whether it does. */
export function isDrifted({ rows: { unknown, host, left, definition } }: Pick<Drift, 'rows'>): boolean {
  return [unknown, host, left, definition].some((rows) => rows.length > 0);
}

/** Says whether a group runs as it is declared, what of it does not, and what is not known. */
export function driftSummary(drift: Drift): string {
  const { environment, impact, rows } = drift;
  if (!isDrifted(drift)) return `${environment} runs as it is declared.`;
  const [untold, unknown] = [true, false].map((isKnown) =>
    rows.unknown.filter((row) => (row.impact !== 'unknown') === isKnown),
  );
  const parts = [
    [rows.host, 'changed where it runs'],
    [rows.left, 'left by a switch-over that was cut off'],
    [rows.definition, 'not rolled out yet'],
    [untold, 'one or the other'],
  ] as const;
  const differing = parts.flatMap(([some = [], what]) =>
    some.length === 0 ? [] : [`${count(some.length, 'value')} ${what}`],
  );
  return [
    ...(differing.length === 0 ? [] : [`${environment} does not run as it is declared: ${list(differing)}.`]),
    ...(unknown === undefined || unknown.length === 0
      ? [`The worst impact of making it so is ${impact}.`]
      : [`Nobody can tell all of it: ${count(unknown.length, 'thing')} not known, which may be the worst.`]),
  ].join(' ');
}
