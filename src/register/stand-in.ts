/** What stands in for S3. */

/**
 * Whether something does, as the variables of AWS say: this machine, or an emulator. It has one name for all of its
 * buckets, where S3 has a name for each.
 */
export function isStandIn(
  { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL }: NodeJS.ProcessEnv = process.env,
): boolean {
  return Boolean(AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL);
}
