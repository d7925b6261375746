import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import type { Environment } from '../topology/environment.ts';

/**
 * Where Terraform remembers what it created: the bucket of the definition, or a file of the environment's own in
 * `.vedette/state`, beside the folder that synth writes. The key and the path hold the environment's name, so that no
 * two environments share one.
 */
export function addState(stack: TerraformStack, environment: Environment): void {
  const { name, aws } = environment;
  if (aws.state === undefined) addFile(stack, name);
  else addBucket(stack, name, aws.state);
  refuseForeignState(stack, name);
}

/**
 * The path is relative, as Terraform runs in `<output>/stacks/<environment>`: the default is an absolute path, which
 * differs from machine to machine. It lies outside the output folder since synth removes stacks from there that it did
 * not write.
 */
function addFile(stack: TerraformStack, name: string): void {
  new LocalBackend(stack, { path: `../../../.vedette/state/${name}.tfstate` });
}

/** The lock is a file beside the state; cdktf 0.21 has no field for it. */
function addBucket(
  stack: TerraformStack,
  name: string,
  { bucket, region }: { readonly bucket: string; readonly region: string },
): void {
  const backend = new S3Backend(stack, { bucket, region, key: `vedette/${name}.tfstate`, encrypt: true });
  backend.addOverride('use_lockfile', true);
}

/**
 * A state that was copied or renamed holds another environment, and a plan would destroy that one to build this. The
 * name that the state was begun with never changes, and a plan fails where it is another. As an override, since cdktf's
 * class for it asks for a terraform binary at synth.
 */
function refuseForeignState(stack: TerraformStack, name: string): void {
  stack.addOverride('resource.terraform_data.environment', {
    input: name,
    lifecycle: {
      ignore_changes: ['input'],
      postcondition: {
        condition: `\${self.output == "${name}"}`,
        error_message: `The state holds the environment \${self.output}, not ${name}: give ${name} a state of its own.`,
      },
    },
  });
}
