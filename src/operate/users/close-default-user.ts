/** Lets nobody in to a program any more who names no user. */
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { defaultUserRules } from '../../render/users.ts';
import type { Environment } from '../../topology/environment.ts';
import { bring } from '../live/bring.ts';
import type { LiveChange } from '../live/change.ts';

/**
 * Does it, and looks whether it is so, also in the file. A server forgets its password first, which leaves the default user
 * without one, and therefore that user is off before (redis acl.c, ACLUpdateDefaultUserPassword).
 */
export async function closeDefaultUser(
  group: Group,
  environment: Environment,
  change: LiveChange,
  tell: (text: string) => void,
): Promise<void> {
  const { host, program } = change;
  if (program === 'redis') {
    await demand(group.redis(host), 'ACL', 'SETUSER', 'default', 'off');
    await demand(group.redis(host), 'CONFIG', 'SET', 'requirepass', '');
  }
  await bring(group, change, tell, {
    commands: [['ACL', 'SETUSER', 'default', 'reset', ...defaultUserRules(environment, program)]],
    // Nobody needs the password back: every program has logged in by name.
    undoing: [],
  });
}
