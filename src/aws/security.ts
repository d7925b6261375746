import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import type { Construct } from 'constructs';
import type { Environment, Host } from '../topology/environment.ts';
import { type Endpoint, type Flow, flows, type Outward, outwards } from '../topology/flows.ts';
import { ANYWHERE, fullName, nameTag } from './names.ts';
import type { Network } from './network.ts';

/** Who may speak to whom. */
export interface Security {
  /** The ids of a host's groups. */
  readonly groupsOf: (host: Host) => readonly string[];
  /** The id of the group that makes a machine in the VPC a client. */
  readonly clients: string;
  /** The id of the group of the secret store; undefined where it has no endpoint in the VPC. */
  readonly secrets: string | undefined;
}

type Groups = Readonly<Record<Exclude<Endpoint, 'secrets'>, SecurityGroup>> & {
  readonly secrets?: SecurityGroup;
};

/** One security group per role, one for clients and one for the secret store, with a rule for each need and nothing else. */
export function addSecurity(scope: Construct, environment: Environment, { vpcId }: Network): Security {
  const group = (name: Endpoint, description: string) =>
    new SecurityGroup(scope, `security_group_${name}`, {
      vpcId,
      name: fullName(environment, name),
      description,
      tags: nameTag(environment, name),
    });
  const groups: Groups = {
    data: group('data', 'Hosts that hold data'),
    sentinel: group('sentinel', 'Hosts that are Sentinels'),
    client: group('client', 'Machines that use Redis'),
    ...(environment.network.secretStore === undefined
      ? {}
      : { secrets: group('secrets', 'The secret store inside the VPC') }),
  };
  for (const flow of flows(environment)) allow(scope, environment, groups, flow);
  for (const outward of outwards(environment)) allowOut(scope, environment, groups, outward);
  return {
    groupsOf: (host) => [
      ...(host.data === undefined ? [] : [groups.data.id]),
      ...(host.sentinel === undefined ? [] : [groups.sentinel.id]),
    ],
    clients: groups.client.id,
    secrets: groups.secrets?.id,
  };
}

/**
 * Lets one group reach another: out of the one and into the other. Rules have no names, so a tag tells them from one another
 * where the state is lost.
 */
function allow(
  scope: Construct,
  environment: Environment,
  groups: Groups,
  { from, to, port, isTls, purpose }: Flow,
): void {
  const suffix = isTls && to !== 'secrets' ? 'tls' : undefined;
  const named = (words: readonly string[], by: string) =>
    [...words, ...(suffix === undefined ? [] : [suffix])].join(by);
  const traffic = { ipProtocol: 'tcp', fromPort: port, toPort: port, description: purpose };
  new VpcSecurityGroupEgressRule(scope, named(['egress', from, 'to', to], '_'), {
    securityGroupId: idOf(groups, from),
    referencedSecurityGroupId: idOf(groups, to),
    ...traffic,
    tags: nameTag(environment, named([from, 'to', to], '-')),
  });
  new VpcSecurityGroupIngressRule(scope, named(['ingress', to, 'from', from], '_'), {
    securityGroupId: idOf(groups, to),
    referencedSecurityGroupId: idOf(groups, from),
    ...traffic,
    tags: nameTag(environment, named([to, 'from', from], '-')),
  });
}

/** Lets a group reach a service outside the VPC. */
function allowOut(
  scope: Construct,
  environment: Environment,
  groups: Groups,
  { from, service, port, purpose }: Outward,
): void {
  new VpcSecurityGroupEgressRule(scope, `egress_${from}_to_${service}`, {
    securityGroupId: idOf(groups, from),
    cidrIpv4: ANYWHERE,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    description: purpose,
    tags: nameTag(environment, `${from}-to-${service}`),
  });
}

function idOf(groups: Groups, endpoint: Endpoint): string {
  const group = groups[endpoint];
  if (group === undefined) throw new RangeError(`a flow leads to ${endpoint}, which has no security group`);
  return group.id;
}
