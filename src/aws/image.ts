import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter/index.js';
import type { Construct } from 'constructs';
import type { Environment, Host } from '../topology/environment.ts';

type Architecture = Host['architecture'];

/** The image that new hosts start from. */
export interface Image {
  /** The image's id for an architecture that the environment's hosts have. */
  readonly idFor: (architecture: Architecture) => string;
}

/** The image given by id, or the newest one of the FreeBSD release as the FreeBSD project publishes it. */
export function addImage(scope: Construct, { aws, hosts }: Environment): Image {
  if (aws.image.startsWith('ami-')) return { idFor: () => aws.image };
  const architectures = new Set(hosts.map(({ architecture }) => architecture));
  const published = new Map([...architectures].map((name) => [name, publishedImage(scope, name, aws.image)]));
  return {
    idFor: (architecture) => {
      const found = published.get(architecture);
      if (found === undefined) throw new RangeError(`no host of the environment is ${architecture}`);
      return found;
    },
  };
}

/** Reads the public parameter plainly: an image's id is no secret, and `value` would hide it in every plan. */
function publishedImage(scope: Construct, architecture: Architecture, release: string): string {
  return new DataAwsSsmParameter(scope, `image_${architecture}`, {
    name: `/aws/service/freebsd/${architecture}/base/ufs/${release}/RELEASE`,
  }).insecureValue;
}
