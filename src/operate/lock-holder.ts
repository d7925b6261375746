/** Who has the lock of a group: as it is kept, and in words. */
import * as z from 'zod/mini';
import { onOneLine } from '../base/errors.ts';
import { isRunning } from '../base/process.ts';
import { thisMachine } from '../base/this-machine.ts';
import { formatSpan, spanBetween } from '../base/times.ts';

const text = z.string();

const kept = z.object({
  /** Another lock has another one. */
  id: text,
  /** A run of CI, by its address, or a person and a machine. */
  run: text,
  /** What for, as a noun: `a roll-out`. */
  reason: text,
  /** In ISO 8601 and UTC, by the clock of the holder. */
  since: text,
  /** The machine, as `thisMachine` tells it; absent where it does not tell. */
  machine: z.exactOptional(text),
  process: z.object({ pid: z.int(), startTime: z.optional(text) }),
});

/** Who has the lock of a group. */
export type LockHolder = z.infer<typeof kept>;

/** Somebody has it, and what he wrote cannot be read: that is no free lock. */
const UNREADABLE: LockHolder = {
  id: 'unknown',
  run: 'unknown',
  reason: 'unknown',
  since: 'unknown',
  process: { pid: 0, startTime: undefined },
};

/** The text that says who has it, or that nobody has. */
export function lockText(holder: LockHolder | undefined): string {
  return `${JSON.stringify(holder === undefined ? {} : { holder })}\n`;
}

/** Who has it by such a text; undefined if nobody has. */
export function readHolder(written: string | undefined): LockHolder | undefined {
  if (written === undefined) return undefined;
  const read = z.safeParse(z.object({ holder: z.optional(kept) }), jsonIn(written));
  return read.success ? read.data.holder : UNREADABLE;
}

/** Why the holder is known to run, as a clause; `unknown` where nobody here can tell, undefined where it has ended. */
export function whyRunning({ machine, process: { pid, startTime } }: LockHolder): string | undefined {
  if (machine === undefined || machine !== thisMachine()) return 'unknown';
  return isRunning({ pid, startTime }) ? `its process ${pid} runs on this machine` : undefined;
}

/** A run is named by its address, or by the number that it ends in. */
export function isRun({ run }: LockHolder, wanted: string): boolean {
  return wanted !== '' && (run === wanted || run.endsWith(`/${wanted}`));
}

/** Who changes a group, since when and for what, as a sentence goes on from it. */
export function describeHolder(name: string, { run, reason, since }: LockHolder, now: Date): string {
  const begin = Date.parse(since);
  const age = Number.isNaN(begin) ? '' : `, ${formatSpan(spanBetween(begin, now.getTime()))} ago`;
  return onOneLine(`${name} is changed by ${run} since ${since}${age} (${reason})`);
}

function jsonIn(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
