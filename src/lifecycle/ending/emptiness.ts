/** The proof that nothing of an environment is left: by the state of Terraform, and by what carries its tag. */
import { UserError } from '../../base/errors.ts';
import { leftOf, resourcesTagged, type TaggedResource } from '../tagged/tagged.ts';
import type { StateResource, TerraformState } from '../terraform/state-json.ts';

/** What is left of an environment. */
export interface Remains {
  /** The addresses of what its state still has. */
  readonly inState: readonly string[];
  /** What carries its tag, or why nobody knows. */
  readonly tagged: readonly TaggedResource[] | { readonly unknown: string };
}

/**
 * Looks for what is left.
 *
 * @param state undefined where there is none
 * @param ended the ids of what Terraform has destroyed, which AWS lists for a while
 */
export async function remainsOf(
  name: string,
  regions: readonly string[],
  state: TerraformState | undefined,
  ended: ReadonlySet<string>,
): Promise<Remains> {
  return { inState: objectsIn(state).map(({ address }) => address), tagged: await tagged() };

  async function tagged(): Promise<Remains['tagged']> {
    try {
      return leftOf(await resourcesTagged(name, { regions }), ended);
    } catch (error) {
      if (error instanceof UserError) return { unknown: error.message };
      throw error;
    }
  }
}

/** True where both ways say that nothing is left. What is not known may be anything. */
export function isEmpty({ inState, tagged }: Remains): boolean {
  return inState.length === 0 && isList(tagged) && tagged.length === 0;
}

/** True where it is known what carries the tag. */
export function isList(tagged: Remains['tagged']): tagged is readonly TaggedResource[] {
  return Array.isArray(tagged);
}

/** The ids that the state before an apply has and the state after it has not. */
export function endedBetween(
  before: TerraformState | undefined,
  after: TerraformState | undefined,
): ReadonlySet<string> {
  const still = new Set(objectsIn(after).map(({ id }) => id));
  return new Set(objectsIn(before).flatMap(({ id }) => (id === undefined || still.has(id) ? [] : id)));
}

/** Something that Terraform manages, older objects of an address included. */
interface StateObject {
  readonly address: string;
  readonly id: string | undefined;
}

function objectsIn(state: TerraformState | undefined): readonly StateObject[] {
  return (state?.resources ?? []).filter(({ mode }) => mode === 'managed').flatMap(objectsOf);
}

function objectsOf({ type, name, instances }: StateResource): readonly StateObject[] {
  return instances.map(({ attributes, deposed }) => ({
    address: deposed === undefined ? `${type}.${name}` : `${type}.${name} (deposed ${deposed})`,
    id: typeof attributes?.id === 'string' ? attributes.id : undefined,
  }));
}
