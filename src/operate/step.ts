/** A step of what is done to a group that runs: what it is, as it is shown before, and how it is done. */
import { UserError } from '../base/errors.ts';
import type { Group } from '../group/group.ts';
import type { Impact } from '../redis/impact.ts';
import type { Environment } from '../topology/environment.ts';
import type { Machines } from './machines.ts';

/** What a step is about, in the order in which a roll-out takes them; the last two are none of a roll-out. */
export const STEP_KINDS = [
  'infrastructure',
  'arrival',
  'live',
  'replacement',
  'switch-over',
  'departure',
  'repair',
  'rotation',
] as const;

export type StepKind = (typeof STEP_KINDS)[number];

/** What steps work on. */
export interface Operation {
  /** Asks every host that there is: also those that come, and those that leave. */
  readonly group: Group;
  readonly machines: Machines;
  /** The definition that is brought to the group. */
  readonly environment: Environment;
  /** Says on stderr how far it is. */
  readonly tell: (text: string) => void;
  /** Aborted where a step is to give up what it waits for, with what it throws then. @default never */
  readonly signal?: AbortSignal;
}

/** A step as it is shown: each text is a clause or a sentence without a full stop. */
export interface StepFacts {
  readonly kind: StepKind;
  /** Where; empty for what is about no single host. */
  readonly hosts: readonly string[];
  /** What is done: `CONFIG SET maxmemory-policy allkeys-lru`. A secret is a reference. */
  readonly what: string;
  /** Why it is done here in this order. */
  readonly why: string;
  /** What clients notice of it. */
  readonly notice: string;
  /** How it is taken back. */
  readonly undo: string;
  readonly impact: Impact;
}

/** A step, and what it works on: programs alone can do without machines. */
export interface Step<On = Operation> extends StepFacts {
  /**
   * Does it, and looks whether it is done. Doing what is done already changes nothing.
   *
   * @throws Undone if it failed, and everything is as it was before; UserError if it failed
   */
  perform(operation: On): Promise<void>;
}

/** A step that failed and has taken back what it did. */
export class Undone extends UserError {
  override readonly name = 'Undone';
}

/** A step without what does it: for a report, and to tell whether two plans are the same. */
export function factsOf({ kind, hosts, what, why, notice, undo, impact }: StepFacts): StepFacts {
  return { kind, hosts, what, why, notice, undo, impact };
}
