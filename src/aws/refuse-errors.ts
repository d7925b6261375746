import { UserError } from '../base/errors.ts';
import { type Finding, formatFinding, validate } from '../rules/index.ts';
import type { Environment } from '../topology/environment.ts';

/**
 * Stops where an environment breaks a rule whose severity is error, and nobody waived it: what must not be built is not
 * synthesized either.
 *
 * @param today the day that end-of-life dates are compared with
 * @throws UserError with a sentence for each such finding of every environment, or for a name that two of them share
 */
export function refuseErrors(environments: readonly Environment[], today: Date): void {
  const problems = [
    ...sharedNames(environments),
    ...environments.flatMap((each) => validate(each, today).filter(isBlocking).map(formatFinding)),
  ];
  if (problems.length > 0) throw new UserError(problems.join('\n'));
}

function isBlocking({ severity, waived }: Finding): boolean {
  return severity === 'error' && waived === undefined;
}

/** Two stacks of one name would share a state, and each would destroy what the other created. */
function sharedNames(environments: readonly Environment[]): readonly string[] {
  return environments.flatMap(({ name, file }, index) => {
    const first = environments.findIndex((other) => other.name === name);
    return first === index
      ? []
      : [`${file}: name: ${name} is the name of ${environments[first]?.file} too; give each its own`];
  });
}
