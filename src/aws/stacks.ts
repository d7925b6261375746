/** The stacks of environments, for those who compare them: a program of its own, since cdktf is large. */
import type { Environment } from '../topology/environment.ts';
import { synthesizedStack } from './synthesize.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/**
 * Synthesizes stacks without writing them.
 *
 * @throws UserError if a text of an environment cannot pass through Terraform unchanged
 */
export async function stacksOf(environments: readonly Environment[]): Promise<readonly SynthesizedStack[]> {
  return environments.map(synthesizedStack);
}
