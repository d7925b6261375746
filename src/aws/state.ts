import { LocalBackend, type TerraformStack } from 'cdktf';
import type { Environment } from '../topology/environment.ts';

/**
 * Where Terraform remembers what it created: a file of the environment's own in `.vedette/state`, beside the folder that
 * synth writes. The path is relative, as Terraform runs in `<output>/stacks/<environment>`: the default is an absolute
 * path, which differs from machine to machine. It lies outside the output folder since synth removes stacks from there
 * that it did not write.
 */
export function addState(stack: TerraformStack, { name }: Environment): void {
  new LocalBackend(stack, { path: `../../../.vedette/state/${name}.tfstate` });
}
