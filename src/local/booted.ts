/** Waiting until hosts have booted. */
import { UserError } from '../base/errors.ts';
import { milliseconds } from '../base/units.ts';
import type { HostStatus, LocalCloud } from './index.ts';

/** A boot script waits 126 s for a mirror or a role that does not answer; a host that takes longer never comes. */
const BOOT_TIMEOUT = milliseconds(180_000);

/** How much of a console is shown when a host fails to boot. */
const CONSOLE_TAIL = 15;

/** Waits until hosts have booted or failed to, and tells which. @throws UserError where that takes too long */
export function untilTold(cloud: LocalCloud, hosts: readonly string[]): Promise<readonly HostStatus[]> {
  return cloud.waitForBoot(hosts, BOOT_TIMEOUT);
}

/** @throws UserError with the end of its console, if one fails to */
export async function untilBooted(cloud: LocalCloud, hosts: readonly string[]): Promise<void> {
  const statuses = await untilTold(cloud, hosts);
  for (const status of statuses) if (status.boot === 'failed') throw await bootError(cloud, status);
}

async function bootError(cloud: LocalCloud, { name, lastLine }: HostStatus): Promise<UserError> {
  const tail = (await cloud.console(name)).trimEnd().split('\n').slice(-CONSOLE_TAIL).join('\n');
  return new UserError(`${name} did not boot: ${lastLine}; mend what its console ends with:\n${tail}`);
}
