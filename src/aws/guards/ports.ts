import type { TerraformStack } from 'cdktf';
import type { Environment } from '../../topology/environment.ts';
import { openPorts, type Port } from '../../topology/ports.ts';
import { requiresTls } from '../../topology/tls.ts';
import { remember } from './remember.ts';

/**
 * A port is in two places: security groups, which Terraform changes at once, and the files of running hosts, which it
 * never touches. A changed port would close the one that every host still listens on. So a plan with another port than
 * the hosts were created with is refused, as a roll-out is: hosts of one group on several ports do not find each other. Who
 * takes the outage of replacing all hosts in one go has Terraform replace the memory of it with them.
 */
export function refuseChangedPorts(stack: TerraformStack, environment: Environment): void {
  for (const program of ['redis', 'sentinel'] as const) {
    const [link, beside] = openPorts(environment, program);
    if (link !== undefined) refuseOther(stack, environment, `port_${program}`, link);
    if (beside !== undefined) refuseOther(stack, environment, `tls_port_${program}`, beside);
  }
}

/** Where plain ports are to be closed, hosts reach one another by them still. */
function refuseOther(
  stack: TerraformStack,
  environment: Environment,
  id: string,
  { number, field }: Port,
): void {
  const { name } = environment;
  const mode = requiresTls(environment)
    ? ", or take tls.mode: 'optional' where hosts reach one another by that without TLS"
    : '';
  remember(stack, {
    id,
    value: String(number),
    condition: `self.output == "${number}"`,
    message: `${field} is ${number} and the hosts of ${name} listen on \${self.output}: this plan would close \${self.output} to every client and peer; give ${field}: \${self.output}${mode}, or create another environment with the new one and move the data.`,
  });
}
