/** How far a command is that takes a while, on the last line of the terminal; nothing stays of it, and no log has it. */
import { performance } from 'node:perf_hooks';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { showStatus } from './output.ts';

/** What takes less is over before anybody has read how long it takes. */
const WORTH_TELLING = milliseconds(3_000);

/** How often a line is written anew. */
const TICK = milliseconds(500);

/** Told after each of several things that are done. */
export type Count = () => void;

/**
 * Counts things of which each takes about as long as the others.
 *
 * @param what they are: `environments`
 */
export function countOf(what: string, total: number): Count {
  const began = performance.now();
  let done = 0;
  return () => {
    done += 1;
    const passed = milliseconds(performance.now() - began);
    const all = milliseconds((passed / done) * total);
    if (done === total) showStatus('');
    else if (all >= WORTH_TELLING) showStatus(`${done} of ${total} ${what}, ${describeLeft(passed, all)}`);
  };
}

/**
 * Does some work, and tells meanwhile how long it still takes.
 *
 * @param what it is: `lab comes up`
 * @param usual how long it took the last time; undefined if nobody knows
 */
export async function whileTold<Result>(
  what: string,
  usual: Milliseconds | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  const tell = (): void =>
    showStatus(`${what}, ${describeLeft(milliseconds(performance.now() - began), usual)}`);
  const timer = setInterval(tell, TICK);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    showStatus('');
  }
}

/** How long something still takes, of which some time has passed. */
export function describeLeft(passed: Milliseconds, usual: Milliseconds | undefined): string {
  if (usual === undefined) return `${seconds(passed)} so far`;
  return passed < usual
    ? `about ${seconds(milliseconds(usual - passed))} left`
    : `${seconds(passed)} so far, ${seconds(usual)} the last time`;
}

function seconds(time: Milliseconds): string {
  return `${Math.max(1, Math.round(time / 1_000))} s`;
}
