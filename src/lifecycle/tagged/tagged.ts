/** What AWS lists under the tag of an environment, whether or not any state of Terraform knows it. */
import { ENVIRONMENT_TAG } from '../../topology/tags.ts';
import { readArn } from './arn.ts';
import { LISTINGS } from './listing.ts';

/** Something in AWS that says by a tag whose it is. */
export interface TaggedResource {
  readonly arn: string;
  /** Terraform's name of its type, or AWS's where vedette creates none: `ec2/network-interface`. */
  readonly type: string;
  /** Terraform's id of it; the ARN where the type is unknown. */
  readonly id: string;
  /** The region that lists it. */
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where is looked. */
export interface Where {
  /** Each of them is asked: what is listed in one is not in another. */
  readonly regions: readonly string[];
}

/**
 * Everything that carries the tag of an environment. Roles and instance profiles are not among it, since AWS does not list
 * them, nor is what can have no tags; `LISTINGS` has the reasons. What has ended is listed for a while: see `leftOf`.
 *
 * @param name the environment's
 * @throws UserError if AWS cannot be asked, or refuses
 */
export async function resourcesTagged(name: string, where: Where): Promise<readonly TaggedResource[]> {
  const { listTagged } = await import('./tagging-api.ts');
  const found = await Promise.all(
    [...new Set(where.regions)].map(async (region) =>
      (await listTagged(region, ENVIRONMENT_TAG, name)).map((one) => ({
        ...one,
        ...readArn(one.arn),
        region,
      })),
    ),
  );
  return found.flat();
}

/**
 * Those that are left: the listing does not tell an instance that is terminated from one that runs, so what is listed
 * counts as left, unless its end was seen.
 *
 * @param ended the ids of what Terraform has destroyed: its provider waits until AWS says that it is gone
 */
export function leftOf(
  tagged: readonly TaggedResource[],
  ended: ReadonlySet<string>,
): readonly TaggedResource[] {
  return tagged.filter(({ type, id }) => !(ended.has(id) && lingers(type)));
}

function lingers(type: string): boolean {
  const listing = Object.hasOwn(LISTINGS, type) ? LISTINGS[type] : undefined;
  return listing !== undefined && 'lingers' in listing;
}
