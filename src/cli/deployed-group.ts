/** The group of an environment that Terraform deploys, as far as it is reached from here. */
import { isAttached } from '../aws/credentials.ts';
import { RefusedError, UsageError, UserError } from '../base/errors.ts';
import { untilInterrupted } from '../base/interrupt.ts';
import { milliseconds } from '../base/units.ts';
import { type GroupHealth, groupHealth, waitForHealth } from '../group/health.ts';
import { connectCloud, type HostStatus, type LocalCloud } from '../local/index.ts';
import { settle } from '../rehearsal/boot.ts';
import type { Environment } from '../topology/environment.ts';
import { type OpenedGroup, openDeployed, type ReachOptions } from './reach-options.ts';

/** A group that is healthy, with its hosts where they are of this machine. */
export interface HealthyGroup {
  readonly hosts?: readonly HostStatus[];
  readonly health: GroupHealth;
}

/** Hosts of AWS install their packages when they boot, and where one replaces another they come one after the other. */
const HEALTH_TIMEOUT = milliseconds(600_000);

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
export async function liveGroup(
  environment: Environment,
  options: ReachOptions,
  tell: (text: string) => void,
): Promise<GroupHealth | undefined> {
  using opened = await openReached(environment, options, tell);
  return opened === undefined ? undefined : await groupHealth(opened.group);
}

/**
 * Waits until a group that was deployed is healthy; undefined where it cannot be asked.
 *
 * @throws UserError that names what is not as it should be; what was deployed stays
 */
export async function healthyGroup(
  environment: Environment,
  options: ReachOptions,
  tell: (text: string) => void,
): Promise<HealthyGroup | undefined> {
  const { name } = environment;
  const cloud = await cloudOf(environment);
  if (cloud !== undefined) {
    const settled = () => settle(cloud, environment, { tell });
    const health = await waited(environment, settled, `vedette local wait ${name} does`);
    return { hosts: await cloud.hosts(), health };
  }
  using opened = await openReached(environment, options, tell);
  if (opened === undefined) return undefined;
  const { group, how } = opened;
  tell(`${name}: its hosts are reached ${how}; this waits until the group is healthy`);
  const healthy = () => waitForHealth(group, HEALTH_TIMEOUT);
  return { health: await waited(environment, healthy, `vedette status ${name} tells how it is`) };
}

/** That a group cannot be asked is told where somebody said how, or another one answers: it may not be there yet. */
async function openReached(
  environment: Environment,
  options: ReachOptions,
  tell: (text: string) => void,
): Promise<OpenedGroup | undefined> {
  try {
    return await openDeployed(environment, options);
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof UserError)) throw error;
    const isGiven = options.jump !== undefined || options['password-file'] !== undefined;
    if (isGiven || error instanceof RefusedError) tell(`${environment.name}: ${error.message}`);
    return undefined;
  }
}

function waited(
  environment: Environment,
  healthy: () => Promise<GroupHealth>,
  instead: string,
): Promise<GroupHealth> {
  return untilInterrupted(
    () => healthy().catch(asDeployed(environment)),
    async () => undefined,
    `${environment.name} is deployed, and nobody has waited until its group is healthy; ${instead}`,
  );
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
