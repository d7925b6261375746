import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment, Zone } from '../topology/environment.ts';
import { nameTag, zoneName } from './names.ts';
import { addRouteOut } from './routes.ts';
import { addSubnet } from './subnet.ts';

/** Where a NAT gateway stands. */
export interface NatGround {
  readonly vpc: Vpc;
  readonly internet: InternetGateway;
}

/** A NAT gateway, so that hosts reach the outside and nothing outside reaches them. Redis and Sentinel never need it. */
export function addNatGateway(scope: Construct, environment: Environment, ground: NatGround): NatGateway {
  const { publicSubnet } = environment.network;
  return publicSubnet === undefined
    ? addRegionalGateway(scope, environment, ground)
    : addZonalGateway(scope, environment, ground, publicSubnet);
}

/** One for all zones, in a public subnet of its own. While its zone is lost, no host in any other can be created. */
function addZonalGateway(
  scope: Construct,
  environment: Environment,
  { vpc, internet }: NatGround,
  publicSubnet: Zone,
): NatGateway {
  const place = addSubnet(scope, environment, vpc, publicSubnet, 'public');
  const wayOut = addRouteOut(scope, environment, vpc, 'public', { gatewayId: internet.id }, [place]);
  return new NatGateway(scope, 'nat_gateway', {
    allocationId: addAddress(scope, environment, internet).id,
    subnetId: place.id,
    tags: nameTag(environment, 'nat'),
    dependsOn: [...wayOut],
  });
}

/**
 * One that works in every zone and outlives the loss of any. It needs no subnet, and AWS leads it to the internet. Each
 * zone has its address here: left to AWS, a zone gets one up to an hour after its first host (VPC user guide, regional NAT
 * gateways). The zones stand in the order of their letters, as their order in the definition means nothing to it.
 *
 * Other zones replace it: Terraform would release the address of a zone that goes before the gateway gives it up, which AWS
 * refuses (tried with Terraform 1.11).
 */
function addRegionalGateway(
  scope: Construct,
  environment: Environment,
  { vpc, internet }: NatGround,
): NatGateway {
  const zones = [...environment.network.zones].sort((one, other) => (one.name < other.name ? -1 : 1));
  TerraformStack.of(scope).addOverride('resource.terraform_data.nat_zones', {
    input: zones.map(({ name }) => name),
  });
  return new NatGateway(scope, 'nat_gateway', {
    vpcId: vpc.id,
    availabilityMode: 'regional',
    availabilityZoneAddress: zones.map((zone) => ({
      availabilityZone: zoneName(environment, zone),
      allocationIds: [addAddress(scope, environment, internet, zone).id],
    })),
    tags: nameTag(environment, 'nat'),
    dependsOn: [internet],
    lifecycle: { replaceTriggeredBy: ['terraform_data.nat_zones'] },
  });
}

function addAddress(scope: Construct, environment: Environment, internet: InternetGateway, zone?: Zone): Eip {
  const [id, name] =
    zone === undefined ? ['nat_address', 'nat'] : [`nat_address_${zone.name}`, `nat-${zone.name}`];
  return new Eip(scope, id, {
    domain: 'vpc',
    tags: nameTag(environment, name),
    dependsOn: [internet],
  });
}
