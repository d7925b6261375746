import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../../src/topology/environment.ts';
import { type StackFile, synth, withFolder } from './_synth.ts';

/** The part of a stack that needs no provider, with a state in its folder. */
export function bare({ terraform, resource }: StackFile) {
  const { terraform_data: all = {} } = resource;
  // What is remembered of a host follows its instance.
  const terraform_data = Object.fromEntries(
    Object.entries(all).filter(([name]) => !name.startsWith('brought_')),
  );
  return { terraform: { required_version: terraform.required_version }, resource: { terraform_data } };
}

/** Runs Terraform in a folder. It rejects with all that was printed where Terraform fails. */
export function terraform(cwd: string, ...args: readonly string[]) {
  return promisify(execFile)('terraform', args, { cwd, env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
}

/**
 * Applies the part of one environment's stack that needs no provider, and plans that of another on its state.
 *
 * @param options further options of the second plan
 * @returns what the plan failed with, on one line; undefined if it did not
 */
export function refusal(before: Environment, after: Environment, ...options: readonly string[]) {
  return withFolder(async (folder) => {
    const write = async (environment: Environment) =>
      writeFile(join(folder, 'main.tf.json'), JSON.stringify(bare(await synth(environment))));
    await write(before);
    await terraform(folder, 'init', '-input=false');
    await terraform(folder, 'apply', '-auto-approve', '-input=false');
    await terraform(folder, 'plan', '-input=false', '-detailed-exitcode');
    await write(after);
    try {
      await terraform(folder, 'plan', '-input=false', '-no-color', ...options);
      return undefined;
    } catch (error) {
      return String(error).replace(/[\s│]+/g, ' ');
    }
  });
}
