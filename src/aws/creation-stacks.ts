/** The stack traces that cdktf keeps of everything it creates. */

/**
 * cdktf keeps for each of its thousands of placeholders the stack trace of its creation, which takes most of the time
 * with source maps, and has no switch for it (cdktf stack-trace.js). Errors that are thrown meanwhile keep their traces.
 */
export function withoutCreationStacks<Result>(run: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
