/** What Terraform itself provides (terraform_data, Terraform 1.11, builtin/providers/terraform/resource_data.go). */
import { type EffectsByType, each } from './effect.ts';

export const BUILT_IN: EffectsByType = {
  terraform_data: {
    arguments: {
      ...each('records', 'input'),
      ...each('replaces', 'triggers_replace'),
      ...each('records', 'provisioner'),
    },
    renewed: ['output'],
  },
};
