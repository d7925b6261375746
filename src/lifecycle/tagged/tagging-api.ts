/** The tagging API of AWS, page by page. A program of its own: its client is large. */
import {
  GetResourcesCommand,
  type GetResourcesCommandOutput,
  ResourceGroupsTaggingAPIClient,
  ResourceGroupsTaggingAPIServiceException,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { withoutCredentials } from '../../base/credentials.ts';
import { messageOf, UserError } from '../../base/errors.ts';

/** A resource as AWS lists it. */
export interface Listed {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A page that takes longer than this is given up, in milliseconds. */
const PATIENCE = 30_000;

/** As many as one page can have (GetResources, ResourcesPerPage). */
const PAGE = 100;

// It speaks of later versions of the library, which a package has pinned and its users cannot choose.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * Everything in a region with a tag of this value.
 *
 * @throws UserError if AWS cannot be asked, or refuses
 */
export async function listTagged(region: string, key: string, value: string): Promise<readonly Listed[]> {
  const client = new ResourceGroupsTaggingAPIClient({ region });
  try {
    const listed: Listed[] = [];
    let token: string | undefined;
    do {
      const page = await onePage(client, { key, value }, token);
      listed.push(...resourcesOn(page));
      token = page.PaginationToken;
    } while (token !== undefined && token !== '');
    return listed;
  } catch (error) {
    throw refused(region, error);
  } finally {
    client.destroy();
  }
}

function onePage(
  client: ResourceGroupsTaggingAPIClient,
  { key, value }: { readonly key: string; readonly value: string },
  token: string | undefined,
): Promise<GetResourcesCommandOutput> {
  const command = new GetResourcesCommand({
    TagFilters: [{ Key: key, Values: [value] }],
    ResourcesPerPage: PAGE,
    ...(token === undefined ? {} : { PaginationToken: token }),
  });
  return client.send(command, { abortSignal: AbortSignal.timeout(PATIENCE) });
}

function resourcesOn({ ResourceTagMappingList: list = [] }: GetResourcesCommandOutput): readonly Listed[] {
  return list.flatMap(({ ResourceARN: arn, Tags = [] }) => {
    if (arn === undefined) return [];
    const tags = Tags.map(({ Key = '', Value = '' }) => [Key, Value] as const);
    return { arn, tags: Object.fromEntries(tags) };
  });
}

const THROTTLED = 'too many ask at once; try again in a minute';

const EXPIRED = 'log in again: the credentials do not hold any more';

/** By the name of the error (GetResources, errors; AWS, common errors). */
const ADVICE: Readonly<Record<string, string>> = {
  AccessDeniedException: 'the credentials need tag:GetResources',
  ExpiredTokenException: EXPIRED,
  InvalidSignatureException: 'check the credentials, and the clock of this machine',
  PaginationTokenExpiredException: THROTTLED,
  ThrottledException: THROTTLED,
  ThrottlingException: THROTTLED,
  UnrecognizedClientException: EXPIRED,
};

function refused(region: string, error: unknown): UserError {
  const [why, advice] = reason(error);
  return new UserError(`what is tagged in ${region} cannot be listed (${why}); ${advice}`, { cause: error });
}

/** Why, and what to do. */
function reason(error: unknown): readonly [string, string] {
  if (error instanceof ResourceGroupsTaggingAPIServiceException)
    return [`AWS answers ${error.name}`, ADVICE[error.name] ?? 'try again, or ask who runs it'];
  return withoutCredentials(error) ?? [messageOf(error), 'check the network and the region'];
}
