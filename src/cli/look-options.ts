/** What commands about created environments look at beside the register and the states. */
import type { Looks } from '../lifecycle/overview.ts';
import { readOwners } from '../lifecycle/owners.ts';
import { countTagged } from '../lifecycle/tagged/count.ts';

export const LOOK_OPTIONS = {
  live: { type: 'boolean', default: false, describe: 'ask AWS, too, what it lists of each' },
  alive: {
    type: 'string',
    requiresArg: true,
    describe: 'a file with the owners that are still there, one on each line, or - for the standard input',
  },
} as const;

/** @throws UserError if the list of owners cannot be read */
export async function looksOf({
  live,
  alive,
}: {
  readonly live: boolean;
  readonly alive?: string | undefined;
}): Promise<Looks> {
  return {
    ...(live ? { countTagged } : {}),
    owners: alive === undefined ? undefined : await readOwners(alive),
  };
}
