/** The group of an environment that Terraform deploys, as far as it is reached from here: where its hosts are of this machine. */
import { isAttached } from '../aws/credentials.ts';
import { RefusedError, UserError } from '../base/errors.ts';
import { untilInterrupted } from '../base/interrupt.ts';
import { Group } from '../group/group.ts';
import { type GroupHealth, groupHealth } from '../group/health.ts';
import { connectCloud, type HostStatus, type LocalCloud } from '../local/index.ts';
import { settle } from '../rehearsal/boot.ts';
import type { Environment } from '../topology/environment.ts';

/** A group that is healthy, with its hosts. */
export interface HealthyGroup {
  readonly hosts: readonly HostStatus[];
  readonly health: GroupHealth;
}

/**
 * Refuses to deploy beside hosts that `vedette local up` booted: no state knows them, and they have the addresses.
 *
 * @throws RefusedError that says how they end
 */
export async function refuseBooted(environment: Environment): Promise<void> {
  const { name } = environment;
  if ((await (await cloudOf(environment))?.booted()) === undefined) return;
  throw new RefusedError(
    `${name} is up by vedette local up, and no state knows its hosts: end it with vedette local down ${name}, and deploy it then`,
  );
}

/** How a group is now; undefined where it cannot be asked. */
export async function liveGroup(environment: Environment): Promise<GroupHealth | undefined> {
  const cloud = await cloudOf(environment);
  if (cloud === undefined) return undefined;
  using group = new Group(cloud, environment);
  try {
    return await groupHealth(group);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Waits until a group that was deployed is healthy; undefined where it cannot be asked.
 *
 * @throws UserError that names what is not as it should be; what was deployed stays
 */
export async function healthyGroup(
  environment: Environment,
  tell: (text: string) => void,
): Promise<HealthyGroup | undefined> {
  const cloud = await cloudOf(environment);
  if (cloud === undefined) return undefined;
  const health = await untilInterrupted(
    () => settle(cloud, environment, { tell }).catch(asDeployed(environment)),
    async () => undefined,
    `${environment.name} is deployed, and nobody has waited until its group is healthy; vedette local wait ${environment.name} does`,
  );
  return { hosts: await cloud.hosts(), health };
}

/** Adds to a failure what is done all the same. */
function asDeployed({ name }: Environment): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${name} is deployed, and its group is not healthy: ${error.message}`, {
      cause: error,
    });
  };
}

async function cloudOf({ name }: Environment): Promise<LocalCloud | undefined> {
  return isAttached(process.env) ? connectCloud(name) : undefined;
}
