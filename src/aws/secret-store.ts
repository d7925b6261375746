import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import type { Environment } from '../topology/environment.ts';
import { nameTag } from './names.ts';
import type { Network } from './network.ts';
import type { Security } from './security.ts';

/**
 * Where the environment is protected, the secret store inside the VPC: its name leads to an endpoint with an address in
 * each zone, so that a host that boots reads its password without a way to the internet.
 *
 * Another zone, subnet or address replaces the endpoint: a subnet is not deleted while it is in there, and where subnets
 * and their addresses change together, the provider plans each of them as unknown because of the other (provider,
 * vpc_endpoint.go). In between the store is reached through the NAT gateway.
 *
 * @returns what must exist before a host reads its password
 */
export function addSecretStore(
  stack: TerraformStack,
  environment: Environment,
  { vpcId, subnetOf }: Network,
  { secrets }: Security,
): readonly ITerraformDependable[] {
  const { secretStore } = environment.network;
  if (secretStore === undefined || secrets === undefined) return [];
  const seats = [...secretStore].sort((one, other) => (one.zone.name < other.zone.name ? -1 : 1));
  const places = seats.map(({ zone, address }) => `${zone.name} ${zone.subnet} ${address}`);
  stack.addOverride('resource.terraform_data.secret_store', { input: places });
  const endpoint = new VpcEndpoint(stack, 'secret_store', {
    vpcId,
    vpcEndpointType: 'Interface',
    serviceName: `com.amazonaws.${environment.aws.region}.secretsmanager`,
    privateDnsEnabled: true,
    securityGroupIds: [secrets],
    subnetIds: seats.map(({ zone }) => subnetOf(zone)),
    subnetConfiguration: seats.map(({ zone, address }) => ({ subnetId: subnetOf(zone), ipv4: address })),
    tags: nameTag(environment, 'secrets'),
    lifecycle: { replaceTriggeredBy: ['terraform_data.secret_store'] },
  });
  return [endpoint];
}
