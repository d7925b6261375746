/** Whether replicas have all that the primary has written. */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { longestPause } from '../pause.ts';
import { roleOf, type Switching, waitUntil } from './switching.ts';

/**
 * Proves that replicas keep up while clients write: each reaches what the primary has now. What they do not reach in this
 * time, they would not in the pause.
 *
 * @throws UserError if they do not
 */
export async function proveCatchUp(switching: Switching): Promise<void> {
  const written = await offsetOf(switching);
  const what = `${names(switching)} reached what ${switching.old.name} has written so far`;
  await reach(switching, what, async () => written);
}

/** Waits until replicas have everything, while nobody writes. @throws UserError if they do not in time */
export async function catchUp(switching: Switching): Promise<void> {
  await reach(switching, `${names(switching)} reached all writes`, () => offsetOf(switching));
}

/** Half of the longest pause: the other half is left to the promotion. */
function reach(switching: Switching, what: string, goal: () => Promise<number>): Promise<void> {
  const { group, inSync } = switching;
  const isThere = async (): Promise<boolean> => {
    const written = await goal();
    const roles = await Promise.all(inSync.map((host) => roleOf(group, host)));
    return roles.every(([, , , link, offset]) => link === 'connected' && Number(offset) >= written);
  };
  return waitUntil(switching, what, isThere, milliseconds(longestPause(group.environment) / 2));
}

/** How far the primary is in the stream of writes. @throws UserError if it is none any more, or silent */
async function offsetOf({ group, old }: Switching): Promise<number> {
  const [role = 'nothing', offset] = await roleOf(group, old);
  if (role === 'master') return Number(offset);
  throw new UserError(`${old.name} says ${role === 'nothing' ? role : 'that it is a replica'}`);
}

function names({ inSync }: Switching): string {
  return inSync.map(({ name }) => name).join(', ');
}
