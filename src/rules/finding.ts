/** From what a rule found to what is reported. */
import { formatProblem } from '../base/errors.ts';
import type { Finding, RuleFacts, Violation } from './rule.ts';

/**
 * The violations of a rule as they are reported.
 *
 * @param file the file that holds the fields of violations that name no other
 */
export function findingsOf(
  { name, severity, source, remedy }: RuleFacts,
  violations: readonly Violation[],
  file: string,
): readonly Finding[] {
  return violations.map((violation) => ({ severity, remedy, file, ...violation, rule: name, source }));
}

/** Puts what weighs more first and changes no other order. */
export function errorsFirst(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ];
}

/** Prints a finding as `stacks/lab.ts: hosts.ns.priority: <message>; <remedy>`, in a file with the line. */
export function formatFinding({ file, line, field, message, remedy }: Finding): string {
  return formatProblem({
    file: line === undefined ? file : `${file}:${line}`,
    field,
    message: `${message}; ${remedy}`,
  });
}
