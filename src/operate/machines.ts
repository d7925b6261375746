/** The machines that hosts run on: which there are, and what has to be done to them, one after the other. */
import type { Change } from '../diff/change.ts';
import type { EngineVersion } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';

/** A machine that is there, be it in the definition or not. */
export interface Machine {
  readonly host: string;
  readonly address: string;
}

/**
 * What is done to the machine of a host: made, since there is none; made anew with its data volume; made anew in another
 * size; or ended for good, since the definition has no such host any more.
 */
export type MachineDeed = 'create' | 'replace' | 'resize' | 'remove';

/** What has to be done to the machine of a host. */
export interface MachineChange {
  readonly host: string;
  readonly deed: MachineDeed;
  /** Why, each a clause without a full stop, such as `t4g.small becomes t4g.medium`. */
  readonly why: readonly string[];
  /** The engine that it was made with, where another one is to come. */
  readonly engine?: EngineVersion;
  /** The programs that it was made with, where its host has other roles by now. */
  readonly programs?: readonly DocumentKind[];
}

/** Everything that has to be done to machines, and to what they stand on. */
export interface MachinesPlan {
  /** By name. A host that stays as it is has none. */
  readonly hosts: readonly MachineChange[];
  /** What is about no machine, and comes or changes in place: rules, tags. It is done before everything else. */
  readonly rest: readonly Change[];
  /** What is about no machine and goes. It is done when no machine changes any more. */
  readonly last: readonly Change[];
  /** Why nothing of this may be done, each a sentence without a full stop; empty where it may. */
  readonly refusals: readonly string[];
}

/** The machines of an environment. Each deed is done to one host, touches no other, and may be done again after it was cut off. */
export interface Machines {
  /** The machines that there are. @throws UserError if nobody can tell */
  present(): Promise<readonly Machine[]>;
  /** What has to be done, of what is there now. @throws UserError if nobody can tell */
  plan(): Promise<MachinesPlan>;
  /**
   * Does what is about no machine, and leaves what goes where machines are still to change; nothing where there is nothing
   * to do.
   *
   * @throws RefusedError if that would touch a machine, or a guard refuses it
   */
  rest(): Promise<void>;
  /**
   * Makes the machine of a host of the definition, and waits until it has booted.
   *
   * @throws RefusedError if that would touch more than this host
   * @throws UserError if it does not come up; it is left as it is, so that one can look at it
   */
  create(host: string): Promise<void>;
  /** Makes the machine of a host anew, with the data volume that it had, and waits until it has booted. @throws as `create` does */
  replace(host: string): Promise<void>;
  /** Ends the machine of a host that the definition has no more. @throws RefusedError if that would touch more than this host */
  remove(host: string): Promise<void>;
}
