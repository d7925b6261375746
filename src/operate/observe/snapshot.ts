/** A group that runs as one side of a comparison. */
import { UserError } from '../../base/errors.ts';
import type { Snapshot } from '../../diff/snapshot.ts';
import type { Group } from '../../group/group.ts';
import { observeConfiguration } from './configuration.ts';
import { isObserved, type Observed } from './observed.ts';

/**
 * What runs on every host of a group.
 *
 * @param label how reports call it
 * @throws UserError naming what is not known: a side that is not whole would differ in nothing where it is not
 */
export async function liveSnapshot(group: Group, label: string): Promise<Snapshot> {
  const { name } = group.environment;
  const programs = (await observeConfiguration(group)).map((seen) => {
    const why = unknownOf(seen);
    if (!isObserved(seen) || why !== undefined)
      throw new UserError(`${label}: ${why}; vedette drift ${name} tells what is known all the same`);
    return seen.running;
  });
  return { name, label, programs };
}

function unknownOf(seen: Observed): string | undefined {
  if (!isObserved(seen)) return seen.unknown;
  const { file, strange, engine, host } = seen;
  if ('unread' in file)
    return `what ${seen.program} on ${host} does not tell is in no file that can be read (${file.unread})`;
  return strange.length === 0 ? undefined : `${engine} on ${host} has settings that vedette does not know`;
}
