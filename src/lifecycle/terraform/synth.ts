/** Writing a stack for Terraform. */
import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';

/**
 * Writes the stack of an environment into a folder, and returns where Terraform finds it. cdktf is loaded only here, from
 * another bundle, whose errors are of classes of its own.
 */
export async function writeStackOf(environment: Environment, folder: string): Promise<string> {
  const { writeStack } = await import('../../aws/stacks.ts');
  try {
    await writeStack(environment, folder);
  } catch (error) {
    throw error instanceof Error && error.name === 'UserError'
      ? new UserError(error.message, { cause: error })
      : error;
  }
  return join(folder, 'stacks', environment.name);
}
