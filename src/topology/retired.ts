import type { EnvironmentDefinition } from '../definition/environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** Problems of the hosts that left: one that is still there has not, and without protection nothing asks for them. */
export function retiredProblems({
  hosts,
  retired = [],
  protected: isProtected = false,
}: EnvironmentDefinition): readonly FieldProblem[] {
  const field = 'retired';
  return [
    ...retired
      .filter((name) => Object.hasOwn(hosts, name))
      .map((name) => ({ field, message: `${name} is in hosts too; take it out of one of them` })),
    ...(retired.length > 0 && !isProtected
      ? [{ field, message: `names ${retired.join(', ')} in an environment without protection; leave it out` }]
      : []),
  ];
}
