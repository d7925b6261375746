import type { TerraformStack } from 'cdktf';
import type { Environment } from '../topology/environment.ts';

/**
 * The state remembers which snapshot the data began with, and another one replaces every data volume. Without one in the
 * definition the memory stays as it is: taking the line away again replaces nothing. As an override, since cdktf's class
 * for it asks for a terraform binary at synth.
 *
 * @returns what replaces a data volume, for `replace_triggered_by`
 */
export function addRestore(stack: TerraformStack, { aws: { restore } }: Environment): string {
  stack.addOverride('resource.terraform_data.restore', {
    input: restore ?? '',
    ...(restore === undefined ? { lifecycle: { ignore_changes: ['input'] } } : {}),
  });
  return 'terraform_data.restore';
}
