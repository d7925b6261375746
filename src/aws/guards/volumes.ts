import {
  DataAwsEbsVolumes,
  type DataAwsEbsVolumesFilter,
} from '@cdktf/provider-aws/lib/data-aws-ebs-volumes/index.js';
import type { TerraformStack } from 'cdktf';
import { dataHosts, type Environment } from '../../topology/environment.ts';
import { ENVIRONMENT_TAG, HOST_TAG } from '../../topology/tags.ts';

/**
 * `prevent_destroy` stands in the block of a volume and goes with it, so a data host that is taken out of a protected
 * environment would take its data along. What the definition no longer has, Terraform's language cannot refuse; AWS still
 * knows the volume. So a plan asks AWS for the data volumes of the environment, and is refused while there is one whose
 * host is neither in the definition nor named in `retired`. It also finds volumes that a state has lost.
 */
export function keepVolumes(stack: TerraformStack, environment: Environment): void {
  if (!environment.protected) return;
  const hosts = [...dataHosts(environment).map(({ name }) => name), ...environment.retired];
  const ofEnvironment: DataAwsEbsVolumesFilter[] = [
    { name: `tag:${ENVIRONMENT_TAG}`, values: [environment.name] },
    { name: 'tag-key', values: [HOST_TAG] },
  ];
  const known = new DataAwsEbsVolumes(stack, 'volumes_known', {
    filter: [...ofEnvironment, { name: `tag:${HOST_TAG}`, values: hosts }],
  });
  const all = new DataAwsEbsVolumes(stack, 'volumes', { filter: ofEnvironment });
  all.addOverride('lifecycle.postcondition', {
    condition: `\${length(setsubtract(self.ids, ${known.fqn}.ids)) == 0}`,
    error_message: `${environment.name} is protected and has data volumes of hosts that are not in it: \${join(", ", setsubtract(self.ids, ${known.fqn}.ids))}; put the host back, or name it in retired, which lets its volume go after a snapshot.`,
  });
}
