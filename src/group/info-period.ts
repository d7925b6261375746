/** How often Sentinels ask data hosts for INFO. */
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { type Host, sentinelHosts } from '../topology/environment.ts';
import { NoAnswer } from './client.ts';
import type { Group } from './group.ts';

/** How often a Sentinel asks while there is no failover: SENTINEL_INFO_PERIOD (redis sentinel.c). */
export const INFO_PERIOD = milliseconds(10_000);
const OFTEN = milliseconds(200);

/**
 * Does something while Sentinels ask for INFO five times a second, so that what they know is of now. One whose host is lost
 * meanwhile begins with the usual period when it comes back; one that is not told the usual one again, since this process was
 * killed, goes on asking often until it starts anew, which harms nobody.
 *
 * @param hosts whose Sentinels; those of the group where nothing is given
 */
export async function whileAskingOften<Result>(
  group: Group,
  work: () => Promise<Result>,
  hosts: readonly Host[] = sentinelHosts(group.environment),
): Promise<Result> {
  await setInfoPeriod(group, hosts, OFTEN);
  try {
    return await work();
  } finally {
    await setInfoPeriod(group, hosts, INFO_PERIOD).catch(() => undefined);
  }
}

/** One that has only just started may not answer yet; it has the usual period then. */
async function setInfoPeriod(group: Group, hosts: readonly Host[], period: Milliseconds): Promise<void> {
  const command = ['SENTINEL', 'DEBUG', 'INFO-PERIOD', String(period)] as const;
  await Promise.all(
    hosts.map(async ({ name }) => {
      try {
        await group.sentinel(name).ask(command);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
    }),
  );
}
