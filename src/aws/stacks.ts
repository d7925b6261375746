/** The stacks of environments, for those who compare or deploy them: a program of its own, since cdktf is large. */
import type { Environment } from '../topology/environment.ts';
import { synthesize, synthesizedStack } from './synthesize.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/**
 * Synthesizes stacks without writing them.
 *
 * @throws UserError if a text of an environment cannot pass through Terraform unchanged
 */
export async function stacksOf(environments: readonly Environment[]): Promise<readonly SynthesizedStack[]> {
  return environments.map(synthesizedStack);
}

/**
 * The same in a thread of its own, which takes a tenth of a second to start (src/start/thread.cjs): for whoever has other
 * work meanwhile. From its sources vedette has one thread.
 */
export const stacksAside = stacksOf;

/**
 * Writes the stack of an environment as the app of `cdktf` does.
 *
 * @param outdir where its folder `stacks` is made
 * @throws UserError if a text of the environment cannot pass through Terraform unchanged
 */
export async function writeStack(environment: Environment, outdir: string): Promise<void> {
  for (const thrown of synthesize([environment], { outdir })) throw thrown;
}
