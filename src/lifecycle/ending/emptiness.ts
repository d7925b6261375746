/** The proof that nothing of an environment is left: by the state of Terraform, and by what carries its tag. */
import * as z from 'zod/mini';
import { UserError } from '../../base/errors.ts';
import { leftOf, resourcesTagged, type TaggedResource } from '../tagged/tagged.ts';
import type { StateInstance, StateResource, TerraformState } from '../terraform/state-json.ts';

/** What is left of an environment. */
export interface Remains {
  /** The addresses of what its state still has. */
  readonly inState: readonly string[];
  /** What carries its tag, or why nobody knows. */
  readonly tagged: readonly TaggedResource[] | { readonly unknown: string };
  /** Snapshots of its data, which are there to outlive it. */
  readonly snapshots: readonly TaggedResource[];
}

/** What the proof takes. */
export interface Evidence {
  readonly name: string;
  /** Where is looked for its tag. */
  readonly regions: readonly string[];
  /** True where snapshots are taken of it, or were: the plan of its end does not destroy them. */
  readonly keepsSnapshots: boolean;
  /** What Terraform remembers; undefined where it has no state. */
  readonly state: TerraformState | undefined;
  /** The ids of what Terraform has destroyed, which AWS lists for a while. */
  readonly ended: ReadonlySet<string>;
}

/** Looks for what is left. */
export async function remainsOf(evidence: Evidence): Promise<Remains> {
  const inState = objectsIn(evidence.state).map(({ address }) => address);
  try {
    const tagged = leftOf(await resourcesTagged(evidence.name, evidence), evidence.ended);
    const isKept = ({ type }: TaggedResource): boolean => evidence.keepsSnapshots && type === SNAPSHOT;
    return { inState, tagged: tagged.filter((one) => !isKept(one)), snapshots: tagged.filter(isKept) };
  } catch (error) {
    if (error instanceof UserError) return { inState, tagged: { unknown: error.message }, snapshots: [] };
    throw error;
  }
}

const SNAPSHOT = 'aws_ebs_snapshot';

/** True where both ways say that nothing is left. What is not known may be anything. */
export function isEmpty({ inState, tagged }: Remains): boolean {
  return inState.length === 0 && isList(tagged) && tagged.length === 0;
}

/** True where it is known what carries the tag. */
export function isList(tagged: Remains['tagged']): tagged is readonly TaggedResource[] {
  return Array.isArray(tagged);
}

/**
 * The ids that the state before an apply has and the state after it has not. With an instance goes its root volume, which
 * has the tags of the stack too, unless it is to be kept.
 */
export function endedBetween(
  before: TerraformState | undefined,
  after: TerraformState | undefined,
): ReadonlySet<string> {
  const still = idsIn(after);
  return new Set([...idsIn(before)].filter((id) => !still.has(id)));
}

/** The ids of all that a state has, root volumes included. */
export function idsIn(state: TerraformState | undefined): ReadonlySet<string> {
  return new Set(objectsIn(state).flatMap(({ ids }) => ids));
}

/** Something that Terraform manages, older objects of an address included. */
interface StateObject {
  readonly address: string;
  /** Of itself, and of what comes and goes with it. */
  readonly ids: readonly string[];
}

function objectsIn(state: TerraformState | undefined): readonly StateObject[] {
  return (state?.resources ?? []).filter(({ mode }) => mode === 'managed').flatMap(objectsOf);
}

function objectsOf({ type, name, instances }: StateResource): readonly StateObject[] {
  return instances.map(({ attributes, deposed }) => ({
    address: deposed === undefined ? `${type}.${name}` : `${type}.${name} (deposed ${deposed})`,
    ids: idsOf(attributes),
  }));
}

const rootVolume = z.object({ volume_id: z.string(), delete_on_termination: z.optional(z.boolean()) });

/** As far as it is read of what an object is (provider, aws_instance). */
const identity = z.object({
  id: z.catch(z.optional(z.string()), undefined),
  root_block_device: z.catch(z.optional(z.array(rootVolume)), undefined),
});

function idsOf(attributes: StateInstance['attributes']): readonly string[] {
  const { id, root_block_device: roots = [] } = identity.parse(attributes ?? {});
  return [...(id === undefined ? [] : [id]), ...roots.filter(goesAlong).map((root) => root.volume_id)];
}

/** Somebody may have told AWS to keep it. */
function goesAlong({ delete_on_termination: goes }: z.infer<typeof rootVolume>): boolean {
  return goes !== false;
}
