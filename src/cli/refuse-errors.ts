/** What rules refuse of a definition becomes hosts, or reaches them, only where a person insists. */
import { RefusedError } from '../base/errors.ts';
import { countFindings, describeCount } from '../report/findings.ts';
import { note } from '../report/output.ts';
import { formatFinding, validate } from '../rules/index.ts';
import type { Environment } from '../topology/environment.ts';

/**
 * Tells what rules find in an environment, but for what is waived.
 *
 * @param does what is done with it, in words
 * @throws RefusedError if there are errors, unless it is to be done anyway
 */
export function refuseErrors(
  environment: Environment,
  does: 'boot it' | 'roll it out',
  anyway: boolean,
): void {
  const findings = validate(environment, new Date());
  for (const finding of findings)
    if (finding.waived === undefined) note(`${finding.severity}: ${formatFinding(finding)}`);
  const count = countFindings(findings);
  if (count.errors === 0 || anyway) return;
  throw new RefusedError(
    `${environment.file} has ${describeCount(count)}: mend the errors, or ${does} as it is with --anyway`,
  );
}
