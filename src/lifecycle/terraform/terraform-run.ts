/** One run of Terraform for an environment: what it plans, what it applies of that, and what its state says afterwards. */
import { missingCredentials } from '../../aws/credentials.ts';
import { thisDeployer } from '../../aws/deployer.ts';
import type { SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { UserError } from '../../base/errors.ts';
import { findTerraform } from '../../base/find-program.ts';
import type { Milliseconds } from '../../base/units.ts';
import type { Environment } from '../../topology/environment.ts';
import type { TerraformPlan } from './plan-json.ts';
import { makeRunFolder } from './run-folder.ts';
import { StackRun } from './stack-run.ts';
import type { TerraformState } from './state-json.ts';
import { replaceStack, writeStackOf } from './synth.ts';

/** How Terraform is run. */
export interface RunOptions {
  /** Told what happens, a line for each resource. */
  readonly tell: (text: string) => void;
  /**
   * Told how far it is, for the last line of a terminal; empty where there is nothing to tell any more.
   * @default nobody is told
   */
  readonly status?: (text: string) => void;
  /**
   * Values of variables of the stack by their names. They reach Terraform in its environment, never as arguments.
   * @default none
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * The command that goes on where an apply ended too early.
   * @default `vedette deploy <name>`
   */
  readonly again?: string;
  /**
   * How long Terraform waits for a state that somebody else has.
   * @default not at all
   */
  readonly lockTimeout?: Milliseconds | undefined;
  /**
   * What Terraform is given in the place of the stack that was synthesized.
   * @default that stack
   */
  readonly stack?: SynthesizedStack;
}

/** What is planned. */
export interface PlanOptions {
  /** True to plan the end of everything. @default false */
  readonly destroy?: boolean;
  /** True to plan only what the state is to learn. @default false */
  readonly refreshOnly?: boolean;
  /** The addresses that alone are planned, with all that they stand on. @default everything */
  readonly targets?: readonly string[];
  /** Values of variables for this plan alone. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** The addresses of what is made anew although nothing of it differs. @default none */
  readonly replace?: readonly string[];
}

/** What an apply did: proved by Terraform's own end, and by the state. */
export interface Applied {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
  /** What the state says now. */
  readonly state: TerraformState;
}

/** A stack that was synthesized into a folder of its own, which goes with `using`. */
export interface TerraformRun extends Disposable {
  /**
   * Plans, without asking anybody, and keeps the plan for `apply`. One that the stack itself refuses is `errored`, and
   * cannot be applied.
   *
   * @throws UserError with what Terraform says, if it cannot plan
   */
  plan(options?: PlanOptions): Promise<TerraformPlan>;
  /**
   * Applies exactly what was planned last.
   *
   * @throws UserError that tells what is done, what is in no state, and how to go on
   */
  apply(): Promise<Applied>;
  /** What the state says; undefined where nothing was ever deployed. */
  state(): Promise<TerraformState | undefined>;
}

/**
 * Synthesizes the stack of an environment, as the app of `cdktf` does, and prepares Terraform for it.
 *
 * @throws UserError if there is no Terraform, or the stack or its backend cannot be had
 */
export async function openRun(environment: Environment, options: RunOptions): Promise<TerraformRun> {
  const program = findTerraform();
  if (program === undefined)
    throw new UserError(
      'there is no terraform or tofu here; install Terraform 1.11 or later, or name its program in TERRAFORM_BINARY_NAME',
    );
  const missing = missingCredentials(thisDeployer());
  if (missing !== undefined) options.tell(`warning: ${missing}`);
  const folder = makeRunFolder(environment.name);
  try {
    const stack = await writeStackOf(environment, folder.path);
    if (options.stack !== undefined) replaceStack(stack, options.stack);
    const run = new StackRun(environment, { program, folder, variables: {}, ...options, stack }, options);
    await run.init();
    return run;
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}
