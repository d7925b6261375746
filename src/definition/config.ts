/** What a project decides for all of its environments: the default export of `vedette.config.ts` beside `stacks/`. */
import type { DurationText, SizeText } from '../base/units.ts';
import type { SizeName } from './sizes.ts';

/**
 * A bucket of S3 that exists, for the list of created environments, so that every machine sees the same, and for the
 * Terraform state of those whose source names no bucket.
 */
export interface ConfigState {
  /** Its name. */
  readonly bucket: string;
  /**
   * Its region.
   * @default 'eu-central-1'
   */
  readonly region?: string;
}

/** What holds for every environment: those in `stacks/`, and those that were created of them. */
export interface ConfigAll {
  /**
   * A regular expression (JavaScript, with the flag u) that the whole name of an environment must match.
   * @default any name
   */
  readonly names?: string;
  /**
   * The sizes that hosts may have.
   * @default every one that vedette knows
   */
  readonly sizes?: readonly SizeName[];
  /**
   * Tags of every resource, beside those of `aws.tags`, which give none of them another value.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What environments may be that `vedette env create` makes of others. */
export interface ConfigEnvironments {
  /**
   * How long one lives whose creator does not say it.
   * @default '8h'
   */
  readonly ttl?: DurationText;
  /**
   * How long one may live, counted from its creation, however often it is extended.
   * @default '168h'
   */
  readonly maxTtl?: DurationText;
  /**
   * The most memory that a host may have: a larger one of the source becomes a smaller one.
   * @default '8gb'
   */
  readonly maxMemory?: SizeText;
  /**
   * How many hosts one may have.
   * @default 20
   */
  readonly maxHosts?: number;
  /**
   * A regular expression that the whole name of one must match, beside that of `all`.
   * @default any name
   */
  readonly names?: string;
  /**
   * The sizes that hosts of one may have, of those of `all`.
   * @default every one that vedette knows
   */
  readonly sizes?: readonly SizeName[];
  /**
   * What one may cost, in US dollars an hour, by the estimate of `vedette show --cost`. One whose cost is not known whole is
   * refused then.
   * @default as much as it does
   */
  readonly maxCost?: number;
  /**
   * What all of them may cost together, alike: looked at where one is created or given more time.
   * @default as much as they do
   */
  readonly maxTotalCost?: number;
  /**
   * The blocks that networks are taken from, each as large as that of the source.
   * @default ['10.192.0.0/10']
   */
  readonly blocks?: readonly string[];
}

/** Settings of a project. */
export interface ConfigDefinition {
  /** @default files in `.vedette` of the working directory, for one person on one machine */
  readonly state?: ConfigState;
  /** @default nothing */
  readonly all?: ConfigAll;
  /** @default every field's own */
  readonly environments?: ConfigEnvironments;
  /**
   * How long a job may take that deploys or destroys: a lock on a state that is older is of nobody any more. At least 1m.
   * GitHub lets a job run for 6h.
   * @default '6h'
   */
  readonly longestJob?: DurationText;
}

/** Declares the settings. It returns what it is given: the shape is checked where the file is loaded. */
export function config(definition: ConfigDefinition): ConfigDefinition {
  return definition;
}
