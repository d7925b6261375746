/** What a roll-out is planned from, and what its phases make of it. */
import type { Environment } from '../../topology/environment.ts';
import type { Drift } from '../drift/model.ts';
import type { Machine, MachinesPlan } from '../machines.ts';
import type { GroupStatus } from '../status/status.ts';
import type { Step } from '../step.ts';

/** Everything that is known before a roll-out. */
export interface RolloutInput {
  /** The definition that is brought to the group. */
  readonly environment: Environment;
  /**
   * The group as it runs now: its hosts are those that there are, declared or not. Whatever is not about hosts is as in
   * the definition.
   */
  readonly running: Environment;
  /** What the hosts were last brought to by a definition; undefined where nobody knows. */
  readonly base: Environment | undefined;
  /** True where whatever engine runs stands in for the package of the definition, as on this machine. */
  readonly standsIn: boolean;
  /** Of the group as it runs. */
  readonly status: GroupStatus;
  /** Of the hosts that are declared and there. */
  readonly drift: Drift;
  /**
   * The hosts that are declared and there, and whose file says otherwise who is in the group; who cannot be read is none.
   * @default none
   */
  readonly unaware?: readonly string[];
  readonly present: readonly Machine[];
  readonly machines: MachinesPlan;
}

/** Why something cannot be rolled out. */
export interface Refusal {
  /** In a clause. */
  readonly why: string;
  /** What would make it possible, as a clause. */
  readonly remedy: string;
}

/** A part of a roll-out. */
export interface Phase {
  /** In the order in which they are taken. */
  readonly steps: readonly Step[];
  /** Why it cannot be done; empty where it can. */
  readonly refusals: readonly Refusal[];
}

/** Where there is nothing to do. */
export const NO_PHASE: Phase = { steps: [], refusals: [] };
