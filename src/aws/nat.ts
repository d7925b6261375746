import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { Construct } from 'constructs';
import type { Environment, Zone } from '../topology/environment.ts';
import { nameTag } from './names.ts';
import { addRouteOut } from './routes.ts';
import { addSubnet } from './subnet.ts';

/**
 * A NAT gateway in a public subnet of its own, so that hosts reach the outside and nothing outside reaches them. There
 * is one for all zones: hosts need it while they boot, Redis and Sentinel never.
 */
export function addNatGateway(
  scope: Construct,
  environment: Environment,
  vpc: Vpc,
  internet: InternetGateway,
  publicSubnet: Zone,
): NatGateway {
  const place = addSubnet(scope, environment, vpc, publicSubnet, 'public');
  const wayOut = addRouteOut(scope, environment, vpc, 'public', { gatewayId: internet.id }, [place]);
  const address = new Eip(scope, 'nat_address', {
    domain: 'vpc',
    tags: nameTag(environment, 'nat'),
    dependsOn: [internet],
  });
  return new NatGateway(scope, 'nat_gateway', {
    allocationId: address.id,
    subnetId: place.id,
    tags: nameTag(environment, 'nat'),
    dependsOn: [...wayOut],
  });
}
