import type { TerraformStack } from 'cdktf';
import type { Host } from '../../topology/environment.ts';

/** What a host installs at its first boot and never again. */
function kindOf({ data, sentinel }: Host): string {
  return [...(data === undefined ? [] : ['data']), ...(sentinel === undefined ? [] : ['sentinel'])].join(' ');
}

/**
 * A host whose kind changes is replaced: its boot script runs once, so that a data host would go on holding data though
 * the definition makes it a Sentinel only. Who is primary is no kind, since Sentinel decides that.
 *
 * @returns what replaces the host, for `replace_triggered_by`
 */
export function replaceWithKind(stack: TerraformStack, host: Host): string {
  const id = `kind_${host.name}`;
  stack.addOverride(`resource.terraform_data.${id}`, { input: kindOf(host) });
  return `terraform_data.${id}`;
}
