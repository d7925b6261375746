import { Annotations, App } from 'cdktf';
import { RootConstruct } from 'constructs';
import { type Finding, formatFinding, validate } from '../rules/index.ts';
import type { Environment } from '../topology/environment.ts';
import { withoutCreationStacks } from './creation-stacks.ts';
import { EnvironmentStack } from './environment-stack.ts';
import { refusalOf } from './refusal.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/** How stacks are written. */
export interface SynthesisOptions {
  /** The folder. @default what `CDKTF_OUTDIR` names */
  readonly outdir?: string | undefined;
  /** What `cdktf` says of every stack. @default nothing */
  readonly warning?: string | undefined;
  /** The day that end-of-life dates are compared with. @default today */
  readonly today?: Date;
}

/**
 * Writes a stack per environment. What a rule finds is said with its stack, and an error keeps hosts from being created;
 * what can't be synthesized at all keeps only its own stack from being written.
 *
 * @param environments of which no two have one name
 * @returns what was thrown for environments without a stack: a UserError for a text that can't pass through Terraform
 *   unchanged
 */
export function synthesize(
  environments: readonly Environment[],
  { outdir, ...options }: SynthesisOptions = {},
): readonly unknown[] {
  return withoutCreationStacks(() => {
    const app = new App(outdir === undefined ? {} : { outdir });
    const thrown = environments.flatMap((environment) => addStack(app, environment, options));
    app.synth();
    return thrown;
  });
}

/** Adds the stack of an environment, or returns what keeps it from being synthesized. */
function addStack(
  app: App,
  environment: Environment,
  { warning, today = new Date() }: SynthesisOptions,
): readonly unknown[] {
  try {
    const findings = validate(environment, today);
    const stack = new EnvironmentStack(app, environment, refusalOf(findings));
    const said = [...(warning === undefined ? [] : [warning]), ...findings.flatMap(annotation)];
    for (const text of said) Annotations.of(stack).addWarning(text);
    return [];
  } catch (error) {
    app.node.tryRemoveChild(environment.name);
    return [error];
  }
}

function annotation(finding: Finding): readonly string[] {
  if (finding.waived !== undefined) return [];
  const sentence = formatFinding(finding);
  return [finding.severity === 'error' ? `no host may be created: ${sentence}` : sentence];
}

/**
 * The stack of an environment, without an app, which would make its folder. Nothing is written.
 *
 * @throws UserError if a text of the environment cannot pass through Terraform unchanged
 */
export function synthesizedStack(environment: Environment): SynthesizedStack {
  return withoutCreationStacks(() => new EnvironmentStack(new RootConstruct(), environment).toTerraform());
}
