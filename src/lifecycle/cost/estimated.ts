/** What environments cost, from the stacks that are deployed of them. */
import type { Estimate } from '../../aws/prices/estimate.ts';
import { ownError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';

/**
 * Estimates an environment. The stack needs cdktf, which is loaded only now.
 *
 * @throws UserError if a text of the environment cannot pass through Terraform unchanged
 */
export async function estimateOf(environment: Environment): Promise<Estimate> {
  const [{ stacksOf }, { estimate }] = await Promise.all([
    import('../../aws/stacks.ts'),
    import('../../aws/prices/estimate.ts'),
  ]);
  try {
    const [stack = {}] = await stacksOf([environment]);
    return estimate(stack, environment.aws.region);
  } catch (error) {
    throw ownError(error);
  }
}
