/** What a rule is and what it finds. */
import type { Environment } from '../topology/environment.ts';

/** An error stops a deployment, a warning does not. */
export type Severity = 'error' | 'warning';

/** What is broken, before waivers. */
export interface Violation {
  /** The field to change, for example `hosts.ns.priority`. */
  readonly field: string;
  /** What was given and why it does not do, without a full stop. */
  readonly message: string;
  /** What to do, without a full stop. */
  readonly remedy: string;
  /**
   * Where this violation weighs less than its rule.
   * @default the rule's
   */
  readonly severity?: Severity;
}

/** Something that must hold in every environment. */
export interface Rule {
  /** The name that waivers and reports use. */
  readonly name: string;
  /** The weight of its worst violation. */
  readonly severity: Severity;
  /** False where breaking it means no start, no failover, data destroyed, or nothing gained. */
  readonly waivable: boolean;
  /** What it finds, in one line. */
  readonly summary: string;
  /** Where the rule comes from: a document, a source file, or a measurement. */
  readonly source: string;
  /** Every place that breaks it. */
  readonly check: (environment: Environment, today: Date) => readonly Violation[];
}

/** A violation as it is reported. */
export interface Finding extends Violation {
  readonly rule: string;
  readonly severity: Severity;
  /** The file of the definition, as messages name it. */
  readonly file: string;
  readonly source: string;
  /** The reason that the definition gives for breaking the rule; undefined where it gives none. */
  readonly waived?: string;
}
