/** The one way to hosts and to the programs that listen on them, wherever they are. */
import type { Milliseconds } from '../base/units.ts';
import type { Encryption } from './encryption.ts';

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

/** Where a connection goes to: a unix socket of this machine, or a port of a host that it reaches by itself. */
export type Endpoint = ({ readonly path: string } | { readonly host: string; readonly port: number }) & {
  /** Present where it is encrypted. */
  readonly encryption?: Encryption;
};

/** Reaches the hosts of an environment, by their names. Each throws a UserError where a host cannot be reached. */
export interface Reach {
  /**
   * Runs a program to its end. argv is never seen by a shell.
   *
   * A program that runs longer than its timeout is killed and ends with 137.
   */
  exec(host: string, argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** The text of a file as it is now; undefined if there is none. */
  read(host: string, path: string): Promise<string | undefined>;
  /** Where a connection to a port of a host goes. */
  endpoint(host: string, port: number): Promise<Endpoint>;
}
