/** Errors by short names, so that they can be counted. */

/** What an error of Redis begins with: `READONLY You can't write against a read only replica.` */
const REDIS_CODE = /^[A-Z][A-Z\d]{2,}(?=\s|$)/;

/** The first words of a sentence, without what differs from one error to the next. */
const FIRST_WORDS = /^[A-Za-z' ]*[A-Za-z']/;

/**
 * The name of an error: the code of Redis or of the system, else its class, else its first words. For example `READONLY`,
 * `ECONNREFUSED`, `MaxRetriesPerRequestError`, `Connection is closed`.
 */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? error.code : undefined;
  const [said] = REDIS_CODE.exec(error.message) ?? [];
  if (said !== undefined) return said;
  if (typeof code === 'string') return code;
  const { name } = error.name === 'Error' ? error.constructor : error;
  return name === 'Error' ? (FIRST_WORDS.exec(error.message)?.[0] ?? name) : name;
}
