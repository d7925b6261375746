/** A synthesized stack as Terraform reads it (Terraform, JSON configuration syntax). */

/** A value in JSON; a text may hold expressions: `${aws_vpc.vpc.id}`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** The arguments of a block. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Blocks by type and name. */
export type BlocksByType = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** The content of a `cdk.tf.json`. */
export interface SynthesizedStack {
  /** The backend, and which versions of Terraform and of providers it is for. */
  readonly terraform?: JsonObject;
  readonly provider?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly data?: BlocksByType;
  readonly ephemeral?: BlocksByType;
  readonly resource?: BlocksByType;
  /** Names for expressions. */
  readonly locals?: JsonObject;
  readonly output?: Readonly<Record<string, JsonObject>>;
  /** Objects that leave the state, destroyed or left. */
  readonly removed?: readonly JsonObject[];
}
