import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { nameTag } from './names.ts';
import type { Network } from './network.ts';

/**
 * Closes the security group that AWS makes with the VPC and gives to whatever names no other: there, all that have it
 * may reach each other and the internet. It cannot be deleted, so its rules are taken away (provider,
 * aws_default_security_group).
 */
export function closeDefaultGroup(scope: Construct, environment: Environment, { vpcId }: Network): void {
  const group = new DefaultSecurityGroup(scope, 'default_security_group', {
    vpcId,
    tags: nameTag(environment, 'closed'),
  });
  // Said, not left out: rules that somebody adds by hand would stay. cdktf leaves an empty list out.
  for (const direction of ['ingress', 'egress']) group.addOverride(direction, []);
}
