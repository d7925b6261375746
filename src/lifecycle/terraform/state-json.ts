/** The state of an environment, as `terraform state pull` prints it (Terraform, state, format 4). */
import * as z from 'zod/mini';

/** An object that Terraform remembers. */
export interface StateInstance {
  /** `tainted` where its creation did not come to its end: the next plan replaces it. */
  readonly status?: string | undefined;
  /** A number where there are several by count, a text where there are by name. */
  readonly index_key?: string | number | undefined;
  /** An older object of the same address, which is still to be destroyed. */
  readonly deposed?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** A resource that Terraform remembers. */
export interface StateResource {
  /** `managed` or `data`. */
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly module?: string | undefined;
  readonly instances: readonly StateInstance[];
}

/** What Terraform remembers of an environment. */
export interface TerraformState {
  /** Rises with every change. */
  readonly serial: number;
  /** The same for as long as it is one state. */
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, StateOutput>>;
  readonly resources: readonly StateResource[];
}

/** A value that the stack gives away. */
export interface StateOutput {
  readonly value: unknown;
  readonly sensitive?: boolean | undefined;
}

const instance = z.object({
  status: z.optional(z.string()),
  index_key: z.optional(z.union([z.string(), z.number()])),
  deposed: z.optional(z.string()),
  attributes: z.optional(z.record(z.string(), z.unknown())),
});

const state: z.ZodMiniType<TerraformState> = z.object({
  version: z.literal(4),
  serial: z.number(),
  lineage: z.string(),
  outputs: z._default(
    z.record(z.string(), z.object({ value: z.unknown(), sensitive: z.optional(z.boolean()) })),
    {},
  ),
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      module: z.optional(z.string()),
      instances: z.array(instance),
    }),
  ),
});

/**
 * What a state says; undefined for one that was never written, which is an empty text where it would be a file, and one
 * without a lineage where it would be in a bucket (Terraform 1.11.4, measured).
 *
 * @throws RangeError for a form that vedette does not know
 */
export function readState(text: string): TerraformState | undefined {
  if (text.trim() === '') return undefined;
  const read = z.safeParse(state, JSON.parse(text));
  if (read.success) return read.data.lineage === '' ? undefined : read.data;
  throw new RangeError(`the state has a form that vedette does not know: ${z.prettifyError(read.error)}`);
}

/** The addresses of everything in a state but data sources, as plans name them. Older objects of an address are left out. */
export function addressesIn(state: TerraformState): readonly string[] {
  return state.resources.flatMap((resource) =>
    resource.mode === 'managed'
      ? resource.instances
          .filter(({ deposed }) => deposed === undefined)
          .map((one) => `${baseOf(resource)}${indexOf(one)}`)
      : [],
  );
}

function baseOf({ module, type, name }: StateResource): string {
  return module === undefined ? `${type}.${name}` : `${module}.${type}.${name}`;
}

function indexOf({ index_key: key }: StateInstance): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}
