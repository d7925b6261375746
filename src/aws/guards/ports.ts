import type { TerraformStack } from 'cdktf';
import type { Environment } from '../../topology/environment.ts';
import { hasTls } from '../../topology/tls.ts';
import { remember } from './remember.ts';

/**
 * A port is in two places: security groups, which Terraform changes at once, and the files of running hosts, which it
 * never touches. A changed port would close the one that every host still listens on. So a plan with another port than
 * the hosts were created with is refused, as a roll-out is: hosts of one group on several ports do not find each other. Who
 * takes the outage of replacing all hosts in one go has Terraform replace the memory of it with them.
 */
export function refuseChangedPorts(stack: TerraformStack, environment: Environment): void {
  const { redis, sentinel, tls } = environment;
  refuseOther(stack, environment, 'port_redis', 'redis.port', redis.port);
  refuseOther(stack, environment, 'port_sentinel', 'sentinel.port', sentinel.port);
  if (!hasTls(environment)) return;
  refuseOther(stack, environment, 'tls_port_redis', 'tls.port', tls.port);
  refuseOther(stack, environment, 'tls_port_sentinel', 'tls.sentinelPort', tls.sentinelPort);
}

function refuseOther(
  stack: TerraformStack,
  { name }: Environment,
  id: string,
  field: string,
  port: number,
): void {
  remember(stack, {
    id,
    value: String(port),
    condition: `self.output == "${port}"`,
    message: `${field} is ${port} and the hosts of ${name} listen on \${self.output}: this plan would close \${self.output} to every client and peer; give ${field}: \${self.output}, or create another environment with the new one and move the data.`,
  });
}
