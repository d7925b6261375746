/** What must hold before something is done to a group that clients use. */
import type { Environment, HostWithData } from '../../topology/environment.ts';
import { dataHosts } from '../../topology/environment.ts';
import type { RedisFacts } from '../status/redis-status.ts';
import type { GroupStatus } from '../status/status.ts';

/** What checks look at. */
export interface Looked {
  readonly environment: Environment;
  readonly status: GroupStatus;
  /** The host that is to be primary; undefined where the Sentinels choose among all that they may promote. */
  readonly to: string | undefined;
}

/** Something that must hold. */
export interface Check {
  /** As data names it. */
  readonly name: string;
  /**
   * `never` where it may not be overruled: data would be lost, or what is begun could not be ended. `with a reason` where
   * whoever knows better may go on.
   */
  readonly overruled: 'never' | 'with a reason';
  /** Why it does not hold, each a clause; empty where it does. Pure. */
  readonly reasons: (looked: Looked) => readonly string[];
}

/** A check that does not hold. */
export interface Broken {
  readonly check: string;
  readonly overruled: Check['overruled'];
  /** As a clause. */
  readonly why: string;
}

/** Which checks do not hold, and why. */
export function broken(checks: readonly Check[], looked: Looked): readonly Broken[] {
  return checks.flatMap(({ name, overruled, reasons }) =>
    reasons(looked).map((why) => ({ check: name, overruled, why })),
  );
}

/** A data host, with what its Redis told. */
export interface Told {
  readonly host: HostWithData;
  /** Undefined where it told nothing. */
  readonly facts: RedisFacts | undefined;
}

/** The data hosts beside the primary that the Sentinels name. */
export function others({ environment, status }: Looked): readonly Told[] {
  return dataHosts(environment)
    .filter(({ name }) => name !== status.primary)
    .map((host) => ({ host, facts: factsOf(status, host.name) }));
}

/** Those that may be promoted: the one that is meant, or else all that Sentinels may choose; who tells nothing is one. */
export function candidates(looked: Looked): readonly Told[] {
  return looked.to === undefined
    ? promotable(looked)
    : others(looked).filter(({ host }) => host.name === looked.to);
}

/** Those that Sentinels promote if nobody steers them: 0 is never promoted. */
export function promotable(looked: Looked): readonly Told[] {
  return others(looked).filter(({ host, facts }) => (facts?.priority ?? host.data.priority) > 0);
}

/** What the Redis of a host told; undefined where it told nothing. */
export function factsOf({ data }: GroupStatus, host: string | undefined): RedisFacts | undefined {
  return data.find((status) => status.host === host)?.facts;
}
