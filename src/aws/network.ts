import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment, Zone } from '../topology/environment.ts';
import { nameTag } from './names.ts';
import { addNatGateway } from './nat.ts';
import { addRouteOut } from './routes.ts';
import { addSubnet, type LabelledSubnet } from './subnet.ts';

/** Where hosts live and how they reach the outside. */
export interface Network {
  readonly vpcId: string;
  /** The id of the subnet that the hosts of a zone live in. */
  readonly subnetOf: (zone: Zone) => string;
  /**
   * What must exist before a host starts, since its boot script needs the package mirror, and for as long as it has a
   * public address, since AWS does not detach an internet gateway before.
   */
  readonly wayOut: readonly ITerraformDependable[];
}

/** The VPC with one subnet per zone, and its way to the internet. */
export function addNetwork(scope: Construct, environment: Environment): Network {
  const { cidr, zones, egress, secretStore } = environment.network;
  const vpc = new Vpc(scope, 'vpc', {
    cidrBlock: cidr,
    // Inside the VPC the name of the secret store leads to its endpoint only with both (VPC user guide, private DNS).
    ...(secretStore === undefined ? {} : { enableDnsSupport: true, enableDnsHostnames: true }),
    tags: nameTag(environment, 'vpc'),
  });
  const internet = new InternetGateway(scope, 'internet_gateway', {
    vpcId: vpc.id,
    tags: nameTag(environment, 'internet'),
  });
  const gateway =
    egress === 'public'
      ? { gatewayId: internet.id }
      : { natGatewayId: addNatGateway(scope, environment, { vpc, internet }).id };
  const subnets = zones.map((zone) => addSubnet(scope, environment, vpc, zone));
  return {
    vpcId: vpc.id,
    subnetOf: (zone) => subnetOf(subnets, zone),
    wayOut: addRouteOut(scope, environment, vpc, 'hosts', gateway, subnets),
  };
}

function subnetOf(subnets: readonly LabelledSubnet[], zone: Zone): string {
  const found = subnets.find(({ label }) => label === zone.name);
  if (found === undefined) throw new RangeError(`zone ${zone.name} has no subnet`);
  return found.id;
}
