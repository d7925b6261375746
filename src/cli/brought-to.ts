/** What the hosts of an environment were last brought to by a definition, as far as anybody wrote it down. */
import { connect } from '../local/connection.ts';
import { cloudFor } from '../local/find-cloud.ts';
import { runningEnvironment } from '../local/running.ts';
import type { Environment } from '../topology/environment.ts';

/** What hosts were brought to. */
export interface BroughtTo {
  /** Undefined where nobody wrote it down. */
  readonly base: Environment | undefined;
  /** True where whatever engine this machine has stands in for the package. */
  readonly standsIn: boolean;
}

/** Finds what the hosts of an environment were brought to. */
export async function broughtTo(environment: Environment): Promise<BroughtTo> {
  const entry = cloudFor(environment);
  if (entry === undefined) return { base: undefined, standsIn: false };
  const cloud = connect(entry);
  const isBooted = (await cloud.booted()) !== undefined;
  const base = isBooted ? (await runningEnvironment(cloud, environment.file)).environment : undefined;
  return { base, standsIn: true };
}
