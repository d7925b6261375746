/** A copy of a definition that may be destroyed, for hosts that are to go again. */
import type { EnvironmentDefinition } from '../../definition/environment.ts';
import { validate } from '../../rules/index.ts';
import type { Environment } from '../../topology/environment.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';

/**
 * The same hosts without protection, with their state in a file and not in a bucket, their volumes empty, and without what
 * only a protected environment may say or needs.
 */
export function unguarded({ definition, file, aws: { updates } }: Environment): EnvironmentDefinition {
  const { retired: _retired, aws = {}, ...fields } = definition;
  const { state: _state, restore: _restore, ...others } = aws;
  const copy = { ...fields, protected: false, aws: { ...others, updates } };
  const unneeded = new Set(
    validate(resolveEnvironment(copy, file), new Date())
      .filter(({ rule }) => rule === 'waiver-unneeded')
      .map(({ field }) => field),
  );
  const waivers = Object.entries(definition.waive ?? {}).filter(([rule]) => !unneeded.has(`waive.${rule}`));
  return { ...copy, waive: Object.fromEntries(waivers) };
}
