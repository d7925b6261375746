import { Ec2InstanceConnectEndpoint } from '@cdktf/provider-aws/lib/ec2-instance-connect-endpoint/index.js';
import type { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { fullName, nameTag } from './names.ts';
import type { Network } from './network.ts';
import type { ByHost } from './volumes.ts';

/** How people log in to hosts. */
export interface Entrance {
  /** The key pair whose key new hosts take (FreeBSD's images, ec2_fetchkey: at the first boot, for ec2-user). */
  readonly keyPair: string;
  /** The ids of further groups of every host. */
  readonly groups: readonly string[];
  readonly endpoint: Ec2InstanceConnectEndpoint;
}

const SSH = { ipProtocol: 'tcp', fromPort: 22, toPort: 22, description: 'People who log in' };

/**
 * An endpoint that opens tunnels to the hosts' port of SSH for those whom IAM allows to, and the groups that let it. A VPC
 * has one at most, which reaches every zone (EC2 user guide, EC2 Instance Connect Endpoint). Nothing where no key pair is
 * given.
 */
export function addEntrance(
  scope: Construct,
  environment: Environment,
  network: Network,
): Entrance | undefined {
  const { keyPair } = environment.aws;
  const [zone] = environment.network.zones;
  if (keyPair === undefined || zone === undefined) return undefined;
  const group = (part: 'entrance' | 'entered', description: string) =>
    new SecurityGroup(scope, `security_group_${part}`, {
      vpcId: network.vpcId,
      name: fullName(environment, part),
      description,
      tags: nameTag(environment, part),
    }).id;
  const entrance = group('entrance', 'The endpoint that people log in through');
  const entered = group('entered', 'Hosts that people log in to');
  const out = { securityGroupId: entrance, referencedSecurityGroupId: entered, ...SSH };
  const into = { securityGroupId: entered, referencedSecurityGroupId: entrance, ...SSH };
  new VpcSecurityGroupEgressRule(scope, 'egress_entrance_to_entered', out);
  new VpcSecurityGroupIngressRule(scope, 'ingress_entered_from_entrance', into);
  const endpoint = new Ec2InstanceConnectEndpoint(scope, 'entrance', {
    subnetId: network.subnetOf(zone),
    securityGroupIds: [entrance],
    // Else hosts would see the address of the person, and no group could tell who may come (EC2 user guide).
    preserveClientIp: false,
    tags: nameTag(environment, 'entrance'),
  });
  return { keyPair, groups: [entered], endpoint };
}

/**
 * Opens the entrance once the hosts are there: AWS gives its endpoint any address that is free, and a host that is created
 * at that one fails (EC2, InvalidIPAddress.InUse).
 */
export function openAfterHosts(entrance: Entrance | undefined, hosts: ByHost<Instance>): void {
  if (entrance !== undefined) entrance.endpoint.dependsOn = [...hosts.values()].map(dependable);
}
