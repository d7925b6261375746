/**
 * What hosts know of their group when they start: rc.conf.d/vedette, which the first boot writes. Without the new members in
 * it a host that restarts asks too few who leads, and with those that are gone it waits for them.
 */
import { onOneLine, UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { groupFile } from '../../render/group-settings.ts';
import type { Environment, Host } from '../../topology/environment.ts';

/** The file on a host. */
export const GROUP_FILE = '/usr/local/etc/rc.conf.d/vedette';

/** Whole or not at all: a host may start in the middle. */
const REPLACE = 'cat >"$1.new" && chmod 444 "$1.new" && mv "$1.new" "$1"';

/**
 * The hosts of a group whose file is another one than the definition's. One whose files are not reached is none of them, nor
 * is one without the file: nothing there reads it.
 */
export async function unawareHosts(group: Group): Promise<readonly string[]> {
  const { environment, reach } = group;
  const found = environment.hosts.map(async (host) => {
    try {
      const text = await reach.read(host.name, GROUP_FILE);
      return text === undefined || text === groupFile(environment, host) ? [] : [host.name];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  });
  return (await Promise.all(found)).flat();
}

/**
 * Writes the file of a host as the definition has it, and looks whether it is there. One that is so already is left alone, and
 * so is one without the file.
 *
 * @throws UserError if it cannot be written
 */
export async function bringGroupFile(group: Group, environment: Environment, host: Host): Promise<void> {
  const wanted = groupFile(environment, host);
  const before = await group.reach.read(host.name, GROUP_FILE);
  if (before === undefined || before === wanted) return;
  const { status, stdout } = await group.reach.exec(host.name, ['sh', '-c', REPLACE, 'sh', GROUP_FILE], {
    input: wanted,
  });
  if (status === 0 && (await group.reach.read(host.name, GROUP_FILE)) === wanted) return;
  throw new UserError(`${GROUP_FILE} of ${host.name} cannot be written: ${onOneLine(stdout)}`);
}

/**
 * The same for many hosts. Where files of hosts are not reached, a host keeps the file that it has until it is made anew:
 * that is told, and no reason to stop, since nothing that runs reads it.
 */
export async function bringGroupFiles(
  group: Group,
  environment: Environment,
  hosts: readonly Host[],
  tell: (text: string) => void,
): Promise<void> {
  for (const host of hosts)
    try {
      await bringGroupFile(group, environment, host);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell(`${host.name} does not know yet who is in the group when it starts again: ${error.message}`);
    }
}
