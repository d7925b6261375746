import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { ENVIRONMENT_TAG } from '../topology/tags.ts';
import { literal } from './literal.ts';

/**
 * The AWS account and region that the environment lives in. Credentials come from where the provider looks for them; where
 * they are of another account than the one that is given, it refuses to plan (provider, allowed_account_ids).
 */
export function addProvider(scope: Construct, environment: Environment): void {
  const { account, region } = environment.aws;
  new AwsProvider(scope, 'aws', {
    region,
    ...(account === undefined ? {} : { allowedAccountIds: [account] }),
    defaultTags: [{ tags: { ...givenTags(environment), [ENVIRONMENT_TAG]: environment.name } }],
  });
}

function givenTags({ file, aws }: Environment): Readonly<Record<string, string>> {
  const tags = Object.entries(aws.tags).map(([key, value]) => {
    const where = `${file}: aws.tags.${key}`;
    return [literal(key, where), literal(value, where)];
  });
  return Object.fromEntries(tags);
}
