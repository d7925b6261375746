/** Hosts of a definition that rules refuse are booted only where a person insists. */
import { RefusedError } from '../../../base/errors.ts';
import { countFindings, describeCount } from '../../../report/findings.ts';
import { note } from '../../../report/output.ts';
import { formatFinding, validate } from '../../../rules/index.ts';
import type { Environment } from '../../../topology/environment.ts';

/**
 * Tells what rules find in an environment, but for what is waived.
 *
 * @throws RefusedError if there are errors, unless it is to be booted anyway
 */
export function refuseErrors(environment: Environment, anyway: boolean): void {
  const findings = validate(environment, new Date());
  for (const finding of findings)
    if (finding.waived === undefined) note(`${finding.severity}: ${formatFinding(finding)}`);
  const count = countFindings(findings);
  if (count.errors === 0 || anyway) return;
  throw new RefusedError(
    `${environment.file} has ${describeCount(count)}: mend the errors, or boot it as it is with --anyway`,
  );
}
