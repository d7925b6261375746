/** Which created environments are to end, and why: two lists, and what is left out of them. Pure. */
import type { CreatedEnvironment } from '../../register/record.ts';
import { isOrphan, type OpenOwners } from '../owners.ts';
import { parseTime } from '../times.ts';

/** Environments that are to end. None is in both lists: whose time is over is expired, whoever it belongs to. */
export interface Due {
  /** Their time is over. */
  readonly expired: readonly CreatedEnvironment[];
  /** Their owners are of a kind that is listed, and are not among those that are there. */
  readonly orphaned: readonly CreatedEnvironment[];
}

/**
 * Finds those that are to end.
 *
 * @param alive the owners that are still there; undefined where nobody listed them: then none is orphaned
 */
export function dueAt(
  register: readonly CreatedEnvironment[],
  now: Date,
  alive: OpenOwners | undefined,
): Due {
  const isExpired = ({ expires }: CreatedEnvironment): boolean => parseTime(expires) <= now.getTime();
  return {
    expired: register.filter(isExpired),
    orphaned: alive === undefined ? [] : register.filter((one) => !isExpired(one) && isOrphan(one, alive)),
  };
}
