/** How much AWS lists of an environment that was created. */
import { UserError } from '../../base/errors.ts';
import type { CreatedEnvironment } from '../../register/record.ts';
import { findDoomed } from '../ending/doomed.ts';
import type { Unknown } from '../stage.ts';
import { resourcesTagged } from './tagged.ts';

/** How many resources carry its tag, in every region that it may be in, or why nobody knows. */
export async function countTagged({ name }: CreatedEnvironment): Promise<number | Unknown> {
  try {
    const { regions } = await findDoomed(name);
    return (await resourcesTagged(name, { regions })).length;
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}
