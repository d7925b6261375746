/** Which drills are run, by name and by part. */
import { UserError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { Engines } from '../local/engine.ts';
import type { Environment } from '../topology/environment.ts';
import type { Drill } from './drill.ts';
import { drillsOf, type Shard } from './shard.ts';

/** Warming up, mending the hosts and looking for every write take about this long. */
const AROUND = 15_000;

/** Which drills are wanted. */
export interface Choice {
  /** By name. @default all but those that are run only where they are named */
  readonly names?: readonly string[];
  /** True for all of them, where none is named. @default false */
  readonly isAll?: boolean;
  /** A part of these. @default all parts */
  readonly shard?: Shard | undefined;
  /** The engines that packages are given. @default none */
  readonly engines?: Engines;
}

/**
 * Chooses drills, in their order.
 *
 * @throws UserError if a name is of no drill
 */
export function chooseDrills(
  drills: readonly Drill[],
  environment: Environment,
  { names = [], isAll = false, shard, engines = {} }: Choice = {},
): readonly Drill[] {
  for (const name of names) refuseUnknown(name, drills);
  const isChosen = ({ name, isExtra = false }: Drill): boolean =>
    names.length === 0 ? isAll || !isExtra : names.includes(name);
  const chosen = drills.filter(isChosen);
  if (shard === undefined) return chosen;
  const timed = chosen.map((drill) => ({
    name: drill.name,
    takes: durationOf(drill, environment, engines),
    drill,
  }));
  return drillsOf(timed, shard).map(({ drill }) => drill);
}

/** About how long a round of a drill takes; one that cannot be run takes nothing. */
export function durationOf(
  { unfit, waits }: Drill,
  environment: Environment,
  engines?: Engines,
): Milliseconds {
  if (unfit?.(environment, engines) !== undefined) return milliseconds(0);
  return milliseconds(AROUND + environment.sentinel.downAfter + (waits?.(environment) ?? 0));
}

function refuseUnknown(name: string, drills: readonly Drill[]): void {
  const known = drills.map((drill) => drill.name);
  if (known.includes(name)) return;
  throw new UserError(`${name} is no drill; ${adviceOf(nearest(name, known), known)}`);
}
