/** Writing a stack for Terraform. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { ownError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';

/**
 * Writes the stack of an environment into a folder, and returns where Terraform finds it. cdktf is loaded only here.
 */
export async function writeStackOf(environment: Environment, folder: string): Promise<string> {
  const { writeStack } = await import('../../aws/stacks.ts');
  try {
    await writeStack(environment, folder);
  } catch (error) {
    throw ownError(error);
  }
  return join(folder, 'stacks', environment.name);
}

/** Writes another stack in the place of the one in a folder. */
export function replaceStack(folder: string, stack: SynthesizedStack): void {
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
}
