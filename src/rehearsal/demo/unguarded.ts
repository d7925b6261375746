/** A copy of a definition that may be destroyed, for hosts that are to go again. */
import type { EnvironmentDefinition } from '../../definition/environment.ts';
import { validate } from '../../rules/index.ts';
import type { Environment } from '../../topology/environment.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';

/** The same without protection, with its state beside it and not in a bucket, and without waivers that it needs no more. */
export function unguarded({ definition, file }: Environment): EnvironmentDefinition {
  const { state: _, ...aws } = definition.aws ?? {};
  const copy = { ...definition, protected: false, aws };
  const unneeded = new Set(
    validate(resolveEnvironment(copy, file), new Date())
      .filter(({ rule }) => rule === 'waiver-unneeded')
      .map(({ field }) => field),
  );
  const waivers = Object.entries(definition.waive ?? {}).filter(([rule]) => !unneeded.has(`waive.${rule}`));
  return { ...copy, waive: Object.fromEntries(waivers) };
}
