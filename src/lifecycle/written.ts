/** The environments that a person wrote, beside which others are created. */
import { messageOf } from '../base/errors.ts';
import { environmentNames } from '../definition/load.ts';
import { openEach } from '../register/open.ts';
import type { Environment } from '../topology/environment.ts';

/** Those that can be opened, and what is not known of the others. */
export interface Written {
  readonly written: readonly Environment[];
  readonly notes: readonly string[];
}

/**
 * Opens everything in `stacks/`. One that does not hold keeps no other from being created; that its block is not known is
 * said.
 *
 * @throws UserError if there is none
 */
export async function openWritten(): Promise<Written> {
  const { environments, unopened } = await openEach(environmentNames());
  const notes = unopened.map(
    ({ given, thrown }) =>
      `warning: ${given} cannot be read, so nothing keeps its addresses free: ${messageOf(thrown).split('\n')[0]}`,
  );
  return { written: environments, notes };
}
