/** What the hosts of an environment run with, as a side of a comparison. */
import type { Snapshot } from '../diff/snapshot.ts';
import { liveSnapshot } from '../operate/observe/snapshot.ts';
import { openEnvironment } from '../register/open.ts';
import { openGroup, type ReachOptions } from './reach-options.ts';

/**
 * Asks the hosts.
 *
 * @throws UserError if they cannot be reached, or not all of what runs is known
 */
export async function openLive(given: string, label: string, options: ReachOptions): Promise<Snapshot> {
  const environment = await openEnvironment(given);
  using opened = await openGroup(environment, options);
  return liveSnapshot(opened.group, label);
}
