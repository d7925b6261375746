/** Created environments as they are at a moment. */
import { messageOf } from '../base/errors.ts';
import { spanBetween } from '../base/times.ts';
import type { Milliseconds } from '../base/units.ts';
import type { CreatedEnvironment } from '../register/record.ts';
import { type Deployed, lookUp } from './deployed.ts';
import { type HeldLock, heldLockOn } from './locks/holder.ts';
import { isOrphan, type OpenOwners } from './owners.ts';
import { type Stage, stageOf, type Unknown } from './stage.ts';
import { parseTime } from './times.ts';

/** What is known of one. */
export interface Overview {
  readonly created: CreatedEnvironment;
  readonly age: Milliseconds;
  /** How long it still has; 0 or less where its time is over. */
  readonly left: Milliseconds;
  readonly isExpired: boolean;
  readonly deployed: Deployed;
  readonly stage: Stage;
  /** Who has its state; absent where nobody has. */
  readonly lock?: HeldLock | Unknown;
  /** How many resources carry its tag; absent where nobody asked. */
  readonly tagged?: number | Unknown;
  /** Whether its owner is gone; absent where nobody listed the owners. */
  readonly isOrphan?: boolean;
}

/** What is looked at beside the register, the states and their locks. */
export interface Looks {
  /** Counts what AWS lists of one. @default nobody asks */
  readonly countTagged?: (created: CreatedEnvironment) => Promise<number | Unknown>;
  /** The owners that are still there. @default nobody listed them */
  readonly owners?: OpenOwners | undefined;
}

/** So many states are asked for at the same time. */
const AT_ONCE = 16;

/** Looks at each, in order. */
export async function overviewOf(
  register: readonly CreatedEnvironment[],
  now: Date,
  looks: Looks = {},
): Promise<readonly Overview[]> {
  const known: Overview[] = [];
  for (let from = 0; from < register.length; from += AT_ONCE) {
    const some = register.slice(from, from + AT_ONCE);
    known.push(...(await Promise.all(some.map((created) => lookAt(created, now, looks)))));
  }
  return known;
}

/** Looks at one. */
export async function lookAt(
  created: CreatedEnvironment,
  now: Date,
  { countTagged, owners }: Looks = {},
): Promise<Overview> {
  const left = spanBetween(now.getTime(), parseTime(created.expires));
  const [deployed, lock, tagged] = await Promise.all([
    lookUp(created),
    lookForLock(created),
    countTagged?.(created),
  ]);
  return {
    created,
    age: spanBetween(parseTime(created.created), now.getTime()),
    left,
    isExpired: left <= 0,
    deployed,
    stage: stageOf({ created, deployed, tagged }),
    ...(lock === undefined ? {} : { lock }),
    ...(tagged === undefined ? {} : { tagged }),
    ...(owners === undefined ? {} : { isOrphan: isOrphan(created, owners) }),
  };
}

async function lookForLock(created: CreatedEnvironment): Promise<HeldLock | Unknown | undefined> {
  try {
    return await heldLockOn(created);
  } catch (error) {
    return { unknown: messageOf(error) };
  }
}
