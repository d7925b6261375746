/** What the settings of a project demand of its environments. */
import type { SizeName } from '../definition/sizes.ts';

/** Something that one setting asks for. */
export interface Demand<Wanted> {
  /** Its name, such as `all.names`. */
  readonly setting: string;
  /** True where only environments that were created of others have to meet it. */
  readonly ofCreated: boolean;
  readonly wanted: Wanted;
}

/** All that the settings ask for. */
export interface Demands {
  /** The file of the settings, as messages name it. */
  readonly file: string;
  /** Regular expressions that the whole name must match. */
  readonly names: readonly Demand<string>[];
  /** The sizes that hosts may have. */
  readonly sizes: readonly Demand<readonly SizeName[]>[];
  /** Tags that every resource of every environment has. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The demands that an environment has to meet. */
export function demandsOn<Wanted>(
  { createdFrom }: { readonly createdFrom?: string },
  demands: readonly Demand<Wanted>[] = [],
): readonly Demand<Wanted>[] {
  return demands.filter(({ ofCreated }) => !ofCreated || createdFrom !== undefined);
}
