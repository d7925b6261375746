/** Whether the holder of a lock is proven gone. Pure. */

import { formatSpan, spanBetween } from '../../base/times.ts';
import { formatDuration, type Milliseconds } from '../../base/units.ts';
import type { BucketLock } from './bucket-lock.ts';
import type { Holder } from './holder.ts';
import type { StateLock } from './lock-info.ts';

/** What is known beside the lock. */
export interface Circumstances {
  /** The run that took it; undefined where vedette did not. */
  readonly holder: Holder | undefined;
  /** The run that the CI says has ended; undefined where nobody says so. */
  readonly goneRun: string | undefined;
  /** A lock that is older than this is of nobody. */
  readonly longest: Milliseconds;
  readonly now: Date;
}

/** Why the holder is gone, or why it is not known to be, and what to do; each a clause. */
export type Proof = { readonly gone: string } | { readonly refused: string };

/** Proves it, or tells what is missing. What is not known proves nothing. */
export function proofOf(lock: BucketLock, circumstances: Circumstances): Proof {
  const { holder, goneRun, longest } = circumstances;
  if (typeof holder?.process === 'number')
    return {
      refused: `its process ${holder.process} still runs on this machine; wait for its end, or end it`,
    };
  if (holder?.process === 'gone') return { gone: 'its process on this machine has ended' };
  if (holder !== undefined && goneRun !== undefined && isRun(holder, goneRun))
    return { gone: `the run ${goneRun}, which took it, has ended` };
  const age = ageOf(lock, circumstances.now);
  if (age !== undefined && age > longest)
    return { gone: `it is ${formatSpan(age)} old, and no job takes longer than ${formatDuration(longest)}` };
  return { refused: `${whyNot(holder, goneRun)}; ${adviceFor(holder, longest)}` };
}

/** How long it is there: by the clock of the holder or by that of S3, whichever says less. */
function ageOf({ since, written }: BucketLock, now: Date): Milliseconds | undefined {
  const times = [Date.parse(since), written?.getTime() ?? Number.NaN].filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : spanBetween(Math.max(...times), now.getTime());
}

/** A run is named by its address, or by the number that it ends in. */
function isRun({ run }: Holder, wanted: string): boolean {
  return wanted !== '' && (run === wanted || run.endsWith(`/${wanted}`));
}

function whyNot(holder: Holder | undefined, goneRun: string | undefined): string {
  if (goneRun === undefined) return 'nothing proves that its holder is gone';
  return holder === undefined
    ? `nothing tells that it is of the run ${goneRun}`
    : `it is not of the run ${goneRun}`;
}

function adviceFor(holder: Holder | undefined, longest: Milliseconds): string {
  const wait = `wait until it is older than ${formatDuration(longest)}`;
  return holder === undefined ? wait : `give --holder-gone ${holder.run} if that has ended, or ${wait}`;
}

/** Who has the state of an environment, since when and for what, as a sentence goes on from it. */
export function describeHolder(name: string, lock: StateLock, holder: Holder | undefined): string {
  const { who, operation, since } = lock;
  const run = holder === undefined || holder.run === who ? '' : ` of the run ${holder.run}`;
  return `${who}${run} has had the state of ${name} since ${since} (${operation})`;
}
