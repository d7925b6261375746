import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { Construct } from 'constructs';
import type { Environment, Zone } from '../topology/environment.ts';
import { nameTag, zoneName } from './names.ts';

/** A subnet with the label that tells it from its neighbours: a zone's letter, or `public`. */
export interface LabelledSubnet {
  readonly label: string;
  readonly id: string;
}

/** The subnet of a zone. It gives no public addresses by itself. */
export function addSubnet(
  scope: Construct,
  environment: Environment,
  vpc: Vpc,
  zone: Zone,
  label: string = zone.name,
): LabelledSubnet {
  const { id } = new Subnet(scope, `subnet_${label}`, {
    vpcId: vpc.id,
    availabilityZone: zoneName(environment, zone),
    cidrBlock: zone.subnet,
    tags: nameTag(environment, label),
  });
  return { label, id };
}
