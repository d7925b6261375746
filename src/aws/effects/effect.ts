/** What changing an argument of a resource does to the object that exists. */

/**
 * `replaces`: another object takes its place. `stops`: the instance is stopped, changed and started. `updates`: it is
 * changed while it runs. `records`: Terraform notes it in its state, for a flag that only counts at the end. `refused`:
 * AWS refuses it in the middle of the apply.
 */
export type Effect = 'replaces' | 'stops' | 'updates' | 'records' | 'refused';

/** The arguments of a resource by name; what is not known yet is neither text, number, truth value nor null. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The effect where it depends on the values. Undefined and null both stand for an argument that is not given. */
export type EffectOfValues = (before: unknown, after: unknown, planned: Arguments) => Effect;

/** What is known of the arguments of a type of resource. Those in blocks have a dot: `root_block_device.encrypted`. */
export interface ResourceEffects {
  /** An argument that is not listed is unknown. */
  readonly arguments: Readonly<Record<string, Effect | EffectOfValues>>;
  /** Arguments that AWS decides where they are not given: leaving one out keeps what it was. */
  readonly kept?: readonly string[];
  /** Arguments whose order means nothing. */
  readonly sets?: readonly string[];
  /** Attributes that are new after an update too. */
  readonly renewed?: readonly string[];
  /** What the argument is where it is not given, as far as the provider or AWS says so in general. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
}

/** What a table of types is made of. */
export type EffectsByType = Readonly<Record<string, ResourceEffects>>;

/** The same effect for several arguments. */
export function each(effect: Effect, ...names: readonly string[]): Readonly<Record<string, Effect>> {
  return Object.fromEntries(names.map((name) => [name, effect]));
}

/** True for an argument that is given or not known yet. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
