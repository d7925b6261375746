/** The clock of this machine that two processes can compare: it does not jump, and it says nothing of the date. */
import { type Milliseconds, milliseconds } from './units.ts';

/** Milliseconds since this machine started (CLOCK_MONOTONIC), with fractions. `performance.now()` begins anew in each process. */
export function monotonicNow(): Milliseconds {
  return milliseconds(Number(process.hrtime.bigint()) / 1e6);
}
