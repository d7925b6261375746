import type { TerraformStack } from 'cdktf';
import type { Environment } from '../../topology/environment.ts';
import { remember } from './remember.ts';

/**
 * An address belongs to one host for as long as it is in the definition. Sentinels and clients know hosts by their
 * addresses, and a host that is created at an address whose owner is still there fails in the middle of an apply
 * (EC2, InvalidIPAddress.InUse): so a plan that hands one on is refused. Two applies may: the first gives it up.
 */
export function refuseTakenAddresses(stack: TerraformStack, { name: environment, hosts }: Environment): void {
  for (const { name, address } of hosts)
    remember(stack, {
      id: `address_${address.replaceAll('.', '_')}`,
      value: name,
      condition: `self.output == "${name}"`,
      message: `${address} belongs to the host \${self.output} of ${environment} and would pass to ${name} in one apply: give ${name} another address, or deploy first without ${address} and then with it.`,
    });
}
