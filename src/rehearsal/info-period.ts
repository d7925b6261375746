/** How often the Sentinels of an environment on this machine ask its data hosts for INFO. */
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { NoAnswer } from '../group/client.ts';
import type { Group } from '../group/group.ts';
import { sentinelHosts } from '../topology/environment.ts';

/** How often a Sentinel asks while there is no failover: SENTINEL_INFO_PERIOD (redis sentinel.c). */
export const INFO_PERIOD = milliseconds(10_000);
const OFTEN = milliseconds(200);

/**
 * Does something while every Sentinel asks for INFO five times a second, so that what it knows is of now. One whose host is lost
 * meanwhile begins with the usual period when it comes back.
 */
export async function whileAskingOften<Result>(group: Group, work: () => Promise<Result>): Promise<Result> {
  await setInfoPeriod(group, OFTEN);
  try {
    return await work();
  } finally {
    await setInfoPeriod(group, INFO_PERIOD).catch(() => undefined);
  }
}

/** One that has only just started may not answer yet; it has the usual period then. */
async function setInfoPeriod(group: Group, period: Milliseconds): Promise<void> {
  const command = ['SENTINEL', 'DEBUG', 'INFO-PERIOD', String(period)] as const;
  await Promise.all(
    sentinelHosts(group.environment).map(async ({ name }) => {
      try {
        await group.sentinel(name).ask(command);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
    }),
  );
}
