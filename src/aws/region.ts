import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { EFFECTS } from './effects/index.ts';

/**
 * Names the region on every object that has one. Where only the provider names it, an object that exists stays in the
 * region that the state names when the provider's changes, and new ones are created in the other (provider 6.x,
 * internal/provider, defaultRegion): half an environment in each. Named, it replaces every object.
 */
export function nameRegion(scope: Construct, { aws }: Environment): void {
  for (const child of scope.node.children)
    if (TerraformResource.isTerraformResource(child) && hasRegion(child.terraformResourceType))
      child.addOverride('region', aws.region);
}

function hasRegion(type: string): boolean {
  return EFFECTS[type]?.arguments.region !== undefined;
}
