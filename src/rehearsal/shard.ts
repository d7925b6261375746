/** Which drills each of several machines runs. */
import { UsageError } from '../base/errors.ts';
import type { Milliseconds } from '../base/units.ts';

/** A part of all drills, from 1. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** What of a drill decides where it runs. */
export interface Timed {
  readonly name: string;
  /** About how long it takes. */
  readonly takes: Milliseconds;
}

/** More machines than there are drills would have nothing to do. */
const MOST = 99;

/**
 * Reads `2/4`.
 *
 * @throws UsageError if it is no part of a number of parts
 */
export function shardNamed(text: string): Shard {
  const [, part = 0, of = 0] = (/^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? []).map(Number);
  if (part < 1 || part > of)
    throw new UsageError(
      `--shard ${text} is not possible; give a part and the number of parts, at most ${MOST}, such as 2/4`,
    );
  return { part, of };
}

/**
 * The drills of one part, in their order: every drill is in exactly one part, whatever the order of all, and parts take
 * about as long as each other. The longest is given away first, each to the part that has least to do.
 */
export function drillsOf<Drill extends Timed>(
  drills: readonly Drill[],
  { part, of }: Shard,
): readonly Drill[] {
  const loads: number[] = Array.from({ length: of }, () => 0);
  const mine = new Set<string>();
  for (const { name, takes } of [...drills].sort(longestFirst)) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + takes;
    if (least === part - 1) mine.add(name);
  }
  return drills.filter(({ name }) => mine.has(name));
}

function longestFirst(one: Timed, other: Timed): number {
  return other.takes - one.takes || (one.name < other.name ? -1 : 1);
}
