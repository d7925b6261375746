/** What Terraform would do with each resource, and why. */
import type { Effect } from '../../aws/effects/index.ts';
import type { Evaluated } from './expression.ts';

/**
 * What happens to a resource. `forget`: it leaves the state and stays in AWS. `unknown`: something differs of which nobody
 * knows here what it does.
 */
export type Action = 'no-op' | 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'unknown';

/** An argument that differs. */
export interface Difference {
  /** With a dot where it is in a block: `root_block_device.encrypted`. */
  readonly argument: string;
  readonly before: Evaluated;
  readonly after: Evaluated;
  /** Undefined where it is not known what the change does. */
  readonly effect: Effect | undefined;
}

/** What happens to one resource. */
export interface PlannedResource {
  /** `aws_instance.instance_data1`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly action: Action;
  /** The arguments of what goes; empty where it comes or stays. */
  readonly gone: Readonly<Record<string, Evaluated>>;
  /** What differs and counts; empty where the resource comes or goes. */
  readonly differences: readonly Difference[];
  /** What differs and is ignored: only another object gets it. */
  readonly ignored: readonly Difference[];
  /** What is in `replace_triggered_by` and changes. */
  readonly triggers: readonly string[];
  /** Why the whole plan is refused, as sentences without a full stop; empty where nothing refuses it. */
  readonly refusals: readonly string[];
}

/** What a data source refuses. */
export interface DataRefusal {
  /** `data.aws_ebs_volumes.volumes`. */
  readonly address: string;
  /** Why the whole plan is refused, as a sentence without a full stop. */
  readonly reason: string;
}

/** What Terraform would do to come from one stack to another. */
export interface InfrastructurePlan {
  readonly resources: readonly PlannedResource[];
  /** Refusals by data sources. */
  readonly refusals: readonly DataRefusal[];
  /** What differs in the backend, in the provider and in the versions: `provider.region`, `terraform.backend`. */
  readonly settings: readonly Difference[];
  /** The names of outputs that differ. They change nothing but themselves. */
  readonly outputs: readonly string[];
}

/** The arguments that force another object. */
export function forcing({ differences }: PlannedResource): readonly string[] {
  return differences.filter(({ effect }) => effect === 'replaces').map(({ argument }) => argument);
}
