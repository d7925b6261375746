import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { isStandIn } from '../register/stand-in.ts';
import type { Environment } from '../topology/environment.ts';
import { stateFile, stateKey } from './state-place.ts';

/**
 * Where Terraform remembers what it created: the bucket of the definition, or a file of the environment's own in
 * `.vedette/state`, beside the folder that synth writes. The key and the path hold the environment's name, so that no
 * two environments share one.
 */
export function addState(stack: TerraformStack, environment: Environment): void {
  const { name, aws } = environment;
  if (aws.state === undefined) addFile(stack, name);
  else addBucket(stack, name, aws.state);
}

/**
 * The path is relative, as Terraform runs in `<output>/stacks/<environment>`: the default is an absolute path, which
 * differs from machine to machine. It lies outside the output folder since synth removes stacks from there that it did
 * not write.
 */
function addFile(stack: TerraformStack, name: string): void {
  new LocalBackend(stack, { path: `../../../${stateFile(name)}` });
}

/** The lock is a file beside the state; cdktf 0.21 has no field for it. */
function addBucket(
  stack: TerraformStack,
  name: string,
  { bucket, region }: { readonly bucket: string; readonly region: string },
): void {
  const backend = new S3Backend(stack, { bucket, region, key: stateKey(name), encrypt: true });
  backend.addOverride('use_lockfile', true);
  if (isStandIn()) backend.addOverride('use_path_style', true);
}
