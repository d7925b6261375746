/** Why an environment has nothing to run a drill on. */
import { dataHosts, type Environment } from '../topology/environment.ts';

/** Why there is nobody to promote; undefined if there is. */
export function withoutReplica(environment: Environment): string | undefined {
  return dataHosts(environment).length > 1 ? undefined : 'it has no replica';
}

/** Why there is no replica beside one that something is done to. `which` says it: `the one that lags`. */
export function withoutReplicaBeside(which: string): (environment: Environment) => string | undefined {
  return (environment) =>
    dataHosts(environment).length > 2 ? undefined : `it has no replica beside ${which}`;
}
