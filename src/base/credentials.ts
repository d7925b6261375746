/** Credentials of AWS that a client did not find. */

/** Why nothing was asked then, and what to do, as clauses; undefined for another error. */
export function withoutCredentials(error: unknown): readonly [why: string, advice: string] | undefined {
  return error instanceof Error && error.name === 'CredentialsProviderError'
    ? [
        'no credentials were found',
        'log in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      ]
    : undefined;
}
