/** Joins what several machines rehearsed into one. */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import type { Rehearsal } from '../record.ts';
import { settingChanges } from './setting-changes.ts';

/** A rehearsal and the file that it was read from. */
export interface ReadRehearsal {
  readonly file: string;
  readonly rehearsal: Rehearsal;
}

/**
 * Joins the parts of one rehearsal, in the order of the parts. What a missing part would have shown stays unknown: the
 * result says which are there.
 *
 * @throws UserError if two are not parts of one, or the same part
 */
export function mergeRehearsals(first: ReadRehearsal, others: readonly ReadRehearsal[]): Rehearsal {
  for (const other of others) refuseOther(first, other);
  const all = [first, ...others];
  refuseTwice(all);
  const parts = all.map(({ rehearsal }) => rehearsal).sort((one, other) => partOf(one) - partOf(other));
  return {
    ...first.rehearsal,
    shard: { of: first.rehearsal.shard.of, parts: parts.flatMap(({ shard }) => shard.parts) },
    began: parts.map(({ began }) => began).sort()[0] ?? first.rehearsal.began,
    took: milliseconds(Math.max(...parts.map(({ took }) => took))),
    warnings: [...new Set(parts.flatMap(({ warnings }) => warnings))],
    drills: parts.flatMap(({ drills }) => drills),
  };
}

function partOf({ shard }: Rehearsal): number {
  return Math.min(...shard.parts);
}

/** Parts differ in their drills alone. */
function refuseOther(one: ReadRehearsal, other: ReadRehearsal): void {
  const what = differenceOf(one.rehearsal, other.rehearsal);
  if (what !== undefined)
    throw new UserError(
      `${other.file}: it is no part of the rehearsal of ${one.file}: ${what}; compare the two with --compare`,
    );
}

function differenceOf(one: Rehearsal, other: Rehearsal): string | undefined {
  if (one.environment !== other.environment)
    return `it is about ${other.environment}, and the other about ${one.environment}`;
  if (one.shard.of !== other.shard.of)
    return `it is of ${other.shard.of} parts, and the other of ${one.shard.of}`;
  const [change] = settingChanges(one, other);
  return change === undefined
    ? undefined
    : `${change.what} is ${change.after ?? 'not set'} in it, and ${change.before ?? 'not set'} in the other`;
}

function refuseTwice(all: readonly ReadRehearsal[]): void {
  const seen = new Map<string, string>();
  for (const { file, rehearsal } of all) {
    const things = [
      ...rehearsal.shard.parts.map((part) => `part ${part} of ${rehearsal.shard.of}`),
      ...rehearsal.drills.map(({ drill }) => `the drill ${drill}`),
    ];
    for (const thing of things) {
      const known = seen.get(thing);
      if (known !== undefined)
        throw new UserError(`${file}: ${thing} is in ${known} too; give each part once`);
      seen.set(thing, file);
    }
  }
}
