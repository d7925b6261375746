/** Policies by which AWS takes snapshots. Recorded only: on this machine `vedette local snapshot` takes them. */
import { ACCOUNT_ID } from '../../credentials.ts';
import { ApiError, type Existing, ec2Id, type ResourceTypes } from '../resource-type.ts';
import { type Attributes, attributesOf, stringOf, valueAt } from '../value.ts';

export const BACKUPS: ResourceTypes = {
  aws_dlm_lifecycle_policy: {
    newId: ec2Id('policy'),
    decides: (id, _, { account: { region } }) => ({
      arn: `arn:aws:dlm:${region}:${ACCOUNT_ID}:policy/${id}`,
    }),
    refuses: ({ description }) =>
      typeof description === 'string' && !/^[0-9A-Za-z _-]{1,500}$/.test(description)
        ? {
            attribute: 'description',
            message: `${description} is not up to 500 of the characters A-Za-z0-9 _-`,
          }
        : undefined,
    checks: (_, planned, { all }) => {
      const tags = targetsOf(planned);
      const other = all('aws_dlm_lifecycle_policy').find((policy) => isAbout(policy, tags));
      if (tags.length === 0 || other !== undefined)
        throw new ApiError(
          'InvalidRequestException',
          other === undefined
            ? 'a policy needs target tags'
            : `the target tags are those of the policy ${other.id} already`,
        );
    },
  },
};

/** The tags of the volumes that a policy is about. */
function targetsOf(policy: Attributes): readonly string[] {
  const tags = attributesOf(valueAt(policy, 'policy_details.target_tags') ?? null) ?? {};
  return Object.entries(tags).map(([key, value]) => `${key}=${stringOf(value)}`);
}

function isAbout({ attributes }: Existing, tags: readonly string[]): boolean {
  return targetsOf(attributes).some((tag) => tags.includes(tag));
}
