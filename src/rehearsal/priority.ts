/** How the process that measures comes to its turn while hosts boot and programs start beside it. */
import { setPriority } from 'node:os';
import { run } from '../local/run.ts';

/** Before every program that nobody has put first (setpriority(2)). */
const FIRST = -10;

/**
 * Puts this process first: what it sees late, it takes for late. Programs that it starts are as others are
 * (SCHED_RESET_ON_FORK, sched(7)). Where that is not allowed, pauses are noticed as ever.
 */
export async function goFirst(): Promise<void> {
  try {
    await run(['chrt', '--reset-on-fork', '--other', '--pid', '0', String(process.pid)]);
    setPriority(FIRST);
  } catch {}
}
