import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';

/** The AWS account and region that the environment lives in. Credentials come from where the provider looks for them. */
export function addProvider(scope: Construct, environment: Environment): void {
  new AwsProvider(scope, 'aws', {
    region: environment.aws.region,
    defaultTags: [{ tags: { 'vedette:environment': environment.name } }],
  });
}
