/** A way to the hosts of a group, and to its password. */
import type { Environment } from '../topology/environment.ts';
import type { Group } from './group.ts';
import type { Passwords } from './password.ts';
import type { Reach } from './reach.ts';
import type { Trust } from './trust.ts';

/** A way, which may be a connection that has to be closed. */
export interface Way {
  /** A phrase: `on this machine`. */
  readonly how: string;
  readonly passwords: Passwords;
  /** Whose word is taken on who the hosts are, where connections are encrypted. */
  readonly trust: Trust;
  /** To the hosts of one shape of the environment. */
  reachOf(environment: Environment): Reach;
  /**
   * Fulfilled when the group can be asked.
   *
   * @throws UserError if it cannot be, or has no password; RefusedError if it is another one
   */
  ready(group: Group): Promise<void>;
  close(): void;
}
