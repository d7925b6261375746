import { Annotations, App } from 'cdktf';
import { RootConstruct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { EnvironmentStack } from './environment-stack.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/** How stacks are written. */
export interface SynthesisOptions {
  /** The folder. @default what `CDKTF_OUTDIR` names */
  readonly outdir?: string | undefined;
  /** What `cdktf` says of every stack. @default nothing */
  readonly warning?: string | undefined;
}

/**
 * Writes a stack per environment.
 *
 * @throws UserError if a text of an environment cannot pass through Terraform unchanged
 */
export function synthesize(
  environments: readonly Environment[],
  { outdir, warning }: SynthesisOptions = {},
): void {
  withoutCreationStacks(() => {
    const app = new App(outdir === undefined ? {} : { outdir });
    for (const environment of environments) {
      const stack = new EnvironmentStack(app, environment);
      if (warning !== undefined) Annotations.of(stack).addWarning(warning);
    }
    app.synth();
  });
}

/**
 * The stack of an environment, without an app, which would make its folder. Nothing is written.
 *
 * @throws UserError if a text of the environment cannot pass through Terraform unchanged
 */
export function synthesizedStack(environment: Environment): SynthesizedStack {
  return withoutCreationStacks(() => new EnvironmentStack(new RootConstruct(), environment).toTerraform());
}

/**
 * cdktf keeps for each of its thousands of placeholders the stack trace of its creation, which takes most of the time
 * with source maps, and has no switch for it (cdktf stack-trace.js). Errors that are thrown meanwhile keep their traces.
 */
function withoutCreationStacks<Result>(run: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
