/** What a rule is and what it finds. */
import type { Environment } from '../topology/environment.ts';
import type { Configuration, Location } from './configuration.ts';
import type { FileConfiguration } from './files/configuration.ts';

/** An error stops a deployment, a warning does not. */
export type Severity = 'error' | 'warning';

/** What is broken and where, before waivers. */
export interface Violation extends Location {
  /** What was given and why it does not do, without a full stop. */
  readonly message: string;
  /**
   * What to do, without a full stop.
   * @default the rule's
   */
  readonly remedy?: string;
  /**
   * Where this violation weighs less than its rule.
   * @default the rule's
   */
  readonly severity?: Severity;
}

/** What every rule says about itself. */
export interface RuleFacts {
  /** The name that waivers and reports use. */
  readonly name: string;
  /** The weight of its worst violation. */
  readonly severity: Severity;
  /** False where breaking it means no start, no failover, data destroyed, or nothing gained. */
  readonly waivable: boolean;
  /** What must hold, in one line. */
  readonly summary: string;
  /** What happens where it does not hold, in one line. */
  readonly why: string;
  /** Where the rule comes from: a document, a source file, or a measurement. */
  readonly source: string;
  /** What to do where it is broken, without a full stop. */
  readonly remedy: string;
}

/** Something that must hold in every environment, and that only a definition decides. */
export interface EnvironmentRule extends RuleFacts {
  /** @default 'environment' */
  readonly judges?: 'environment';
  /** Every place that breaks it. */
  readonly check: (environment: Environment, today: Date) => readonly Violation[];
}

/** What a rule can only judge where it is known: files, or counts and addresses of hosts that not all files tell. */
export type Need = 'server' | 'sentinel' | 'replicas' | 'sentinels' | 'addresses' | 'certificates';

/** Something that must hold of every configuration, whether a definition or files decide it. */
export interface ConfigurationRule extends RuleFacts {
  readonly judges: 'configuration';
  readonly needs: readonly Need[];
  /** Every place that breaks it; what a configuration does not tell breaks nothing. */
  readonly check: (configuration: Configuration) => readonly Violation[];
}

/** Something that must hold of files that others wrote, and that no definition can break. */
export interface FileRule extends RuleFacts {
  readonly judges: 'files';
  readonly needs: readonly Need[];
  /** Every place that breaks it; what the files do not tell breaks nothing. */
  readonly check: (files: FileConfiguration, today: Date) => readonly Violation[];
}

/** Something that must hold, told from where it can be seen. */
export type Rule = EnvironmentRule | ConfigurationRule | FileRule;

/** A violation as it is reported. */
export interface Finding extends Violation {
  readonly rule: string;
  readonly severity: Severity;
  readonly remedy: string;
  /** The file of the definition, or the configuration file, as messages name it. */
  readonly file: string;
  readonly source: string;
  /** The reason that the definition gives for breaking the rule; undefined where it gives none. */
  readonly waived?: string;
}
