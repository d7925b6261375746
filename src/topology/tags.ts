/** The tags by which resources in AWS say whose they are. Definitions give no tags that begin with `vedette:`. */

/** The environment: every resource that can have tags has it. */
export const ENVIRONMENT_TAG = 'vedette:environment';

/** The host: what is one host's, and must be found without a state, has it. */
export const HOST_TAG = 'vedette:host';
