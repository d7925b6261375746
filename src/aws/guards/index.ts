/** What Terraform by itself would do, and must not: a plan that breaks one of these is refused before anything changes. */
import type { TerraformStack } from 'cdktf';
import type { Environment } from '../../topology/environment.ts';
import { refuseTakenAddresses } from './addresses.ts';
import { refuseForeignState } from './foreign-state.ts';
import { refuseChangedPorts } from './ports.ts';
import { keepVolumes } from './volumes.ts';

/**
 * Refuses plans on the state of another environment, of ports that no host listens on, of addresses that change owner,
 * and of protected volumes whose host is gone.
 */
export function addGuards(stack: TerraformStack, environment: Environment): void {
  refuseForeignState(stack, environment.name);
  refuseChangedPorts(stack, environment);
  refuseTakenAddresses(stack, environment);
  keepVolumes(stack, environment);
}
