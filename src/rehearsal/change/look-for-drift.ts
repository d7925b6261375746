/** A group that something was brought to, against its definition. */
import { UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { findDrift } from '../../operate/drift/drift.ts';
import type { Drift } from '../../operate/drift/model.ts';

/** Looks for what drifts where all hosts are brought to the definition of a group; undefined if nobody can look. */
export async function lookForDrift(group: Group): Promise<Drift | undefined> {
  try {
    return await findDrift(group, group.environment, { standsIn: true });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
