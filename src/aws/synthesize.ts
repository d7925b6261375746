import { App } from 'cdktf';
import type { Environment } from '../topology/environment.ts';
import { EnvironmentStack } from './environment-stack.ts';

/**
 * Writes a stack per environment into the folder that `CDKTF_OUTDIR` names.
 *
 * @param outdir the folder, where it is another
 * @throws UserError if a text of an environment cannot pass through Terraform unchanged
 */
export function synthesize(environments: readonly Environment[], outdir?: string): void {
  withoutCreationStacks(() => {
    const app = new App(outdir === undefined ? {} : { outdir });
    for (const environment of environments) new EnvironmentStack(app, environment);
    app.synth();
  });
}

/**
 * cdktf keeps for each of its thousands of placeholders the stack trace of its creation, which takes most of the time
 * with source maps, and has no switch for it (cdktf stack-trace.js). Errors that are thrown meanwhile keep their traces.
 */
function withoutCreationStacks(run: () => void): void {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
