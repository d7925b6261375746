/** The plan of a run, as `terraform show -json` prints it (Terraform, JSON output format, major version 1). */
import * as z from 'zod/mini';

/** How an object changes. What else Terraform tells of it is kept. */
export interface PlanChange {
  /** `no-op`, `create`, `read`, `update`, `delete`, `forget`, or two of them where an object is replaced. */
  readonly actions: readonly string[];
  /** What it was, and what it will be as far as that is known: null where it is not there. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The shape of `after`, with true for what is known only after the apply. */
  readonly after_unknown?: unknown;
  /** The same, with true for what may not be shown. */
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  /** The arguments whose change replaces it. */
  readonly replace_paths?: readonly (readonly (string | number)[])[] | undefined;
  /** Present where it is imported. */
  readonly importing?: unknown;
  readonly [further: string]: unknown;
}

/** What happens to a resource, or to an object of it. */
export interface ResourceChange {
  /** `aws_instance.instance_ns`. */
  readonly address: string;
  /** Where it moves from. */
  readonly previous_address?: string | undefined;
  /** `managed` or `data`. */
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly change: PlanChange;
  /** Why, such as `replace_because_cannot_update`. */
  readonly action_reason?: string | undefined;
  readonly [further: string]: unknown;
}

/** A plan, as far as vedette reads it; what else is in there is kept, since a guard must see that there is something. */
export interface TerraformPlan {
  readonly format_version: string;
  readonly resource_changes?: readonly ResourceChange[] | undefined;
  /** What was changed outside of Terraform. */
  readonly resource_drift?: readonly ResourceChange[] | undefined;
  readonly output_changes?: Readonly<Record<string, PlanChange>> | undefined;
  /** True where planning failed: what stands here is not all. */
  readonly errored?: boolean | undefined;
  /** False where more is left to plan after an apply of this. */
  readonly complete?: boolean | undefined;
  /** False where there is nothing to apply. */
  readonly applyable?: boolean | undefined;
  readonly [further: string]: unknown;
}

const change = z.looseObject({
  actions: z.array(z.string()),
  replace_paths: z.optional(z.array(z.array(z.union([z.string(), z.number()])))),
});

const resourceChange = z.looseObject({
  address: z.string(),
  previous_address: z.optional(z.string()),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  change,
  action_reason: z.optional(z.string()),
});

const plan: z.ZodMiniType<TerraformPlan> = z.looseObject({
  format_version: z.string().check(z.regex(/^1\.\d+$/, 'is no version 1')),
  resource_changes: z.optional(z.array(resourceChange)),
  resource_drift: z.optional(z.array(resourceChange)),
  output_changes: z.optional(z.record(z.string(), change)),
  errored: z.optional(z.boolean()),
  complete: z.optional(z.boolean()),
  applyable: z.optional(z.boolean()),
});

/** @throws RangeError for a plan of a form that vedette does not know: nobody may guess what it would do */
export function readPlan(text: string): TerraformPlan {
  const read = z.safeParse(plan, JSON.parse(text));
  if (read.success) return read.data;
  throw new RangeError(
    `the plan of Terraform has a form that vedette does not know: ${z.prettifyError(read.error)}`,
  );
}
