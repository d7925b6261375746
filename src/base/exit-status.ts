import { constants } from 'node:os';

/** How a process ended, as a shell tells it: a signal counts as 128 and its number. */
export function exitStatus(status: number | null, signal: NodeJS.Signals | null): number {
  return status ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
