/** Which process of this machine is meant: a number is used again by others. */
import { readFileSync } from 'node:fs';

/** A process. */
export interface ProcessId {
  readonly pid: number;
  /** When it started, in clock ticks since the machine's boot; undefined where that is not known. */
  readonly startTime: string | undefined;
}

/** The process that has a number now. */
export function processOf(pid: number): ProcessId {
  return { pid, startTime: startTimeOf(pid) };
}

/** Whether it still runs. */
export function isRunning({ pid, startTime }: ProcessId): boolean {
  return startTime !== undefined && startTimeOf(pid) === startTime;
}

/** Field 22 of /proc/PID/stat; undefined for a process that is gone or only waits to be reaped. */
function startTimeOf(pid: number): string | undefined {
  try {
    // The second field is the program's name in parentheses and may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
