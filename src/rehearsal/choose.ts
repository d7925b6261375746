/** Which drills are run, by name and by part. */
import { UserError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { Environment } from '../topology/environment.ts';
import type { Drill } from './drill.ts';
import { drillsOf, type Shard } from './shard.ts';

/** Warming up, mending the hosts and looking for every write take about this long. */
const AROUND = 15_000;

/**
 * Chooses drills, in their order.
 *
 * @param names all drills if there are none
 * @param shard undefined is all of them
 * @throws UserError if one is no drill
 */
export function chooseDrills(
  drills: readonly Drill[],
  environment: Environment,
  names: readonly string[],
  shard: Shard | undefined,
): readonly Drill[] {
  for (const name of names) refuseUnknown(name, drills);
  const chosen = names.length === 0 ? drills : drills.filter(({ name }) => names.includes(name));
  if (shard === undefined) return chosen;
  const timed = chosen.map((drill) => ({ name: drill.name, takes: durationOf(drill, environment), drill }));
  return drillsOf(timed, shard).map(({ drill }) => drill);
}

/** About how long a round of a drill takes; one that cannot be run takes nothing. */
export function durationOf({ unfit, waits }: Drill, environment: Environment): Milliseconds {
  if (unfit?.(environment) !== undefined) return milliseconds(0);
  return milliseconds(AROUND + environment.sentinel.downAfter + (waits?.(environment) ?? 0));
}

function refuseUnknown(name: string, drills: readonly Drill[]): void {
  const known = drills.map((drill) => drill.name);
  if (known.includes(name)) return;
  throw new UserError(`${name} is no drill; ${adviceOf(nearest(name, known), known)}`);
}
