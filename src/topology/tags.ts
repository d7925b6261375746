/** The tags by which resources in AWS say whose they are. Definitions give no tags that begin with `vedette:`. */

/** How all of them begin. */
export const OWN_TAGS = 'vedette:';

/** The environment: every resource that can have tags has it. */
export const ENVIRONMENT_TAG = 'vedette:environment';

/** The environment whose data a volume or a snapshot holds. Backups go by it: the tags of a policy match any one of them. */
export const DATA_TAG = 'vedette:data';

/** The host: what is one host's, and must be found without a state, has it. */
export const HOST_TAG = 'vedette:host';

/** Who wants an environment that was created of another one, such as `pr/42`. */
export const OWNER_TAG = 'vedette:owner';

/** When it was created, in ISO 8601. */
export const CREATED_TAG = 'vedette:created';

/** When its time is over, in ISO 8601. */
export const EXPIRES_TAG = 'vedette:expires';

/** The commit of the definitions that it was created with. */
export const COMMIT_TAG = 'vedette:commit';
