/** From what a drill left to a healthy group. */
import { monotonicNow } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { Group } from '../group/group.ts';
import { waitForHealth } from '../group/health.ts';
import { whileAskingOften } from '../group/info-period.ts';
import type { LocalCloud } from '../local/index.ts';
import { mend } from './mend.ts';
import type { Stage } from './stage.ts';
import { forgetVainFailovers } from './vain-failover.ts';

/** How a group came out of a drill. */
export interface Settled {
  /** How long after it was mended it was healthy; undefined if it was not in time. */
  readonly after: Milliseconds | undefined;
  /** What is not as it should be; undefined if it is healthy. */
  readonly wreck: string | undefined;
}

const LIMIT = milliseconds(60_000);

/** Mends everything and waits until the group is healthy, in the shape that it has now. */
export async function settle(cloud: LocalCloud, group: Group, stage: Stage): Promise<Settled> {
  const began = monotonicNow();
  try {
    await mend(stage, cloud, group.environment);
    const after = await whileAskingOften(group, async () => {
      await waitForHealth(group, LIMIT);
      const healthy = monotonicNow();
      const voters = await forgetVainFailovers(cloud, group);
      if (voters.length > 0) await waitForHealth(group, LIMIT);
      return milliseconds(healthy - began);
    });
    return { after, wreck: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { after: undefined, wreck: error.message };
  }
}
