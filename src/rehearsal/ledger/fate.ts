/** What became of writes. */
import type { ClientAccount, Fate } from '../record.ts';

/** The writes of one client, by their ids. */
export interface Writes {
  readonly sent: Iterable<number>;
  readonly acknowledged: ReadonlySet<number>;
  /** What there is at the end, in which an id that was done twice stands twice. */
  readonly kept: readonly number[];
}

/** What became of each write. One that is kept was sent, also where nobody could tell of it any more. */
export function fateOf({ sent, acknowledged, kept }: Writes): Fate {
  const times = countEach(kept);
  const fates = countEach(
    [...new Set([...sent, ...kept])].map((id) =>
      acknowledged.has(id) ? (times.has(id) ? 'kept' : 'lost') : times.has(id) ? 'unacknowledged' : 'refused',
    ),
  );
  return {
    kept: fates.get('kept') ?? 0,
    lost: fates.get('lost') ?? 0,
    unacknowledged: fates.get('unacknowledged') ?? 0,
    refused: fates.get('refused') ?? 0,
    doubled: [...times.values()].filter((count) => count > 1).length,
  };
}

/** True for a client whose writes were never acknowledged: it shows no gap and no loss. */
export function isMute({ fate }: Pick<ClientAccount, 'fate'>): boolean {
  return fate.kept + fate.lost === 0;
}

/** The fates of several clients together. */
export function sumOf(fates: readonly Fate[]): Fate {
  const total = (of: keyof Fate): number => fates.reduce((sum, fate) => sum + fate[of], 0);
  return {
    kept: total('kept'),
    lost: total('lost'),
    unacknowledged: total('unacknowledged'),
    refused: total('refused'),
    doubled: total('doubled'),
  };
}

/** How often each value stands in a list. */
export function countEach<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
