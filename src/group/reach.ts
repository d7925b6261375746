/** The one way to a program of a host, wherever the host is. */
import type { Milliseconds } from '../base/units.ts';

/** How a program is run. */
export interface RunOptions {
  /** @default no limit */
  readonly timeout?: Milliseconds;
  /** Variables beside those that the host has. A secret goes here, never into an argument. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program reads. @default nothing */
  readonly input?: string;
}

/** What a program printed before it ended. */
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
}

/** Runs programs on hosts. */
export interface Reach {
  /**
   * Runs a program to its end. argv is never seen by a shell.
   *
   * A program that runs longer than its timeout is killed and ends with 137.
   *
   * @throws UserError if the host cannot be reached
   */
  exec(host: string, argv: readonly string[], options?: RunOptions): Promise<RunResult>;
}
