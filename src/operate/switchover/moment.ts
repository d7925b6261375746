/** The moment at which a Sentinel learns of a promotion soonest. */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { INFO_PERIOD } from '../../group/info-period.ts';
import { replicasOf, type Switching, waitUntil } from './switching.ts';

/**
 * The ages of the last answer to INFO from which on the next one comes right after a promotion; in milliseconds. One that
 * Sentinel coordinates comes 0.2 to 0.6 s after it was asked, and is learned of after 0.9 s so (measured with Valkey 9.1
 * over Redis 8.0 on a busy machine; 1.2 s at any moment).
 */
const ASKED_SOON = { paused: { from: 450, to: 560 }, coordinated: { from: 250, to: 350 } };

/** Within this time every moment between two questions comes by. */
const ONCE_AROUND = milliseconds(INFO_PERIOD + 1_000);

/**
 * Waits for that moment, or for as long as it takes to come by. In a failover a Sentinel asks replicas for INFO a second
 * after their last answer, and promotes after two or three of its ticks of a tenth of a second (redis sentinel.c,
 * sentinelSendPeriodicCommands and sentinelFailoverStateMachine): a promotion that just misses a question is learned of with
 * the next one.
 */
export async function awaitMoment(switching: Switching): Promise<void> {
  const { group, leading, to, isCoordinated } = switching;
  const soon = isCoordinated ? ASKED_SOON.coordinated : ASKED_SOON.paused;
  const isSoon = async (): Promise<boolean> => {
    const known = await replicasOf(group, leading.name);
    const asked = to === undefined ? known : known.filter((replica) => replica.get('ip') === to.address);
    const ages = asked.map((replica) => Number(replica.get('info-refresh')));
    return ages.every((age) => age >= soon.from && age <= soon.to);
  };
  try {
    await waitUntil(switching, `Sentinel ${leading.name} is to ask replicas soon`, isSoon, ONCE_AROUND);
  } catch (error) {
    // Replicas that are asked at different times have no such moment in common, and the move only takes longer.
    if (!(error instanceof UserError) || switching.signal?.aborted) throw error;
  }
}
