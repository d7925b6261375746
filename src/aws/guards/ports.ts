import type { TerraformStack } from 'cdktf';
import type { Environment } from '../../topology/environment.ts';
import { remember } from './remember.ts';

/**
 * A port is in two places: security groups, which Terraform changes at once, and the files of running hosts, which it
 * never touches. A changed port would close the one that every host still listens on. So a plan with another port than
 * the hosts were created with is refused; one that replaces the memory of it and every host in the same go is not.
 */
export function refuseChangedPorts(stack: TerraformStack, environment: Environment): void {
  for (const program of ['redis', 'sentinel'] as const) {
    const { port } = environment[program];
    const id = `port_${program}`;
    remember(stack, {
      id,
      value: String(port),
      condition: `self.output == "${port}"`,
      message: `${program}.port is ${port} and the hosts of ${environment.name} listen on \${self.output}: this plan would close \${self.output} to every client and peer; give ${program}.port: \${self.output}, or replace all hosts in one go, which is an outage: terraform apply with -replace=terraform_data.${id} and -replace=aws_instance.instance_<name> for each host.`,
    });
  }
}
