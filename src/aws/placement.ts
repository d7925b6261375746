import { PlacementGroup } from '@cdktf/provider-aws/lib/placement-group/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { fullName, nameTag } from './names.ts';

/**
 * The group of hosts that AWS keeps on hardware of their own. Hosts of protected environments are born into it. It is
 * there in every environment, since AWS does not delete a group that still has hosts in it when protection is lifted.
 */
export function addPlacement(scope: Construct, environment: Environment): PlacementGroup {
  return new PlacementGroup(scope, 'placement_group', {
    name: fullName(environment, 'spread'),
    strategy: 'spread',
    tags: nameTag(environment, 'spread'),
  });
}
