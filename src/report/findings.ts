/** How findings are shown. */
import { type Finding, formatFinding } from '../rules/index.ts';
import { type Element, type Phrase, table } from './elements.ts';

/** How many findings there are of each kind. */
export interface FindingCount {
  readonly errors: number;
  readonly warnings: number;
  readonly waived: number;
}

/** Counts findings; a waived one is neither an error nor a warning. */
export function countFindings(findings: readonly Finding[]): FindingCount {
  const open = findings.filter(({ waived }) => waived === undefined);
  const errors = open.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: open.length - errors, waived: findings.length - open.length };
}

/** Says a count in words: `1 error, 2 warnings, 1 waived`. */
export function describeCount({ errors, warnings, waived }: FindingCount): string {
  const plural = (count: number, word: string): string =>
    `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`;
  return [
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ].join(', ');
}

/** Shows findings as a table. */
export function findingsTable(findings: readonly Finding[]): Element {
  return table(
    ['', 'rule', 'finding'],
    findings.map((finding) => [gravity(finding), finding.rule, sentence(finding)]),
  );
}

/** Shows the count of each environment. */
export function countTable(judged: readonly (FindingCount & { readonly name: string })[]): Element {
  return table(
    ['environment', 'errors', 'warnings', 'waived'],
    judged.map((one) => [one.name, ...countCells(one), String(one.waived)]),
  );
}

/** How many errors and warnings there are, as cells of a table. */
export function countCells({ errors, warnings }: FindingCount): readonly Phrase[] {
  return [
    { text: String(errors), tone: errors > 0 ? 'error' : 'good' },
    { text: String(warnings), tone: warnings > 0 ? 'warning' : 'good' },
  ];
}

function gravity({ severity, waived }: Finding): Phrase {
  return waived === undefined ? { text: severity, tone: severity } : { text: 'waived', tone: 'faint' };
}

function sentence(finding: Finding): string {
  const text = formatFinding(finding);
  return finding.waived === undefined ? text : `${text} (waived: ${finding.waived})`;
}
