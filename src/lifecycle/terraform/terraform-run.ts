/** One run of Terraform for an environment: what it plans, what it applies of that, and what its state says afterwards. */
import type { Environment } from '../../topology/environment.ts';
import type { TerraformPlan } from './plan-json.ts';
import type { TerraformState } from './state-json.ts';

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
}

/** What is planned. */
export interface PlanOptions {
  /** True to plan the end of everything. @default false */
  readonly destroy?: boolean;
  /** True to plan only what the state is to learn. @default false */
  readonly refreshOnly?: boolean;
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
   * Plans, without asking anybody, and keeps the plan for `apply`.
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
export declare function openRun(environment: Environment, options: RunOptions): Promise<TerraformRun>;
