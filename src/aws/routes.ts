import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { ANYWHERE, nameTag } from './names.ts';
import type { LabelledSubnet } from './subnet.ts';

/** What leads out of the VPC. */
export type Gateway = { readonly gatewayId: string } | { readonly natGatewayId: string };

/** Sends everything that leaves these subnets through a gateway, and returns what must exist for that. */
export function addRouteOut(
  scope: Construct,
  environment: Environment,
  vpc: Vpc,
  label: string,
  gateway: Gateway,
  subnets: readonly LabelledSubnet[],
): readonly ITerraformDependable[] {
  const table = new RouteTable(scope, `route_table_${label}`, {
    vpcId: vpc.id,
    tags: nameTag(environment, label),
  });
  const route = new Route(scope, `route_${label}_out`, {
    routeTableId: table.id,
    destinationCidrBlock: ANYWHERE,
    ...gateway,
  });
  const associations = subnets.map(
    (subnet) =>
      new RouteTableAssociation(scope, `route_table_${label}_subnet_${subnet.label}`, {
        routeTableId: table.id,
        subnetId: subnet.id,
      }),
  );
  return [route, ...associations];
}
