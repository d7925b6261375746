/** What Terraform would do to the infrastructure of an environment. */
import type { SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { ownError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';
import type { InfrastructurePlan } from './action.ts';
import { planInfrastructure } from './plan.ts';

/**
 * Plans from one environment to another; undefined where both are the same. What has two names is compared as if it had
 * one, with one state: each environment has its own, and either alone would make everything new.
 *
 * @param isOneOfMany true where whoever asks has others to compare while stacks are synthesized
 * @throws UserError if a text of an environment cannot pass through Terraform unchanged
 */
export async function compareInfrastructure(
  before: Environment,
  after: Environment,
  isOneOfMany = false,
): Promise<InfrastructurePlan | undefined> {
  const named = before.name === after.name ? after : inPlaceOf(before, after);
  if (decided(before) === decided(named)) return undefined;
  const [one, other] = await stacks([before, named], isOneOfMany);
  if (one === undefined || other === undefined) throw new RangeError('two stacks were asked for');
  return planInfrastructure(one, other);
}

/**
 * Only here, and only when it is asked for: loading cdktf takes longer than any command that does without it.
 */
async function stacks(
  environments: readonly Environment[],
  isOneOfMany: boolean,
): Promise<readonly SynthesizedStack[]> {
  const { stacksAside, stacksOf } = await import('../../aws/stacks.ts');
  try {
    return await (isOneOfMany ? stacksAside : stacksOf)(environments);
  } catch (error) {
    throw ownError(error);
  }
}

function inPlaceOf({ name, aws: { state } }: Environment, { aws, ...after }: Environment): Environment {
  const { state: _own, ...others } = aws;
  return { ...after, name, aws: state === undefined ? others : { ...others, state } };
}

/** Everything that a stack is made of. Waivers are not: they only silence rules, which have rows of their own. */
function decided({ file, definition, waivers, ...environment }: Environment): string {
  return JSON.stringify(environment);
}
