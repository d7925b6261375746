/** An environment on this machine: from its definition to a cloud of booted hosts with a healthy group. */
import { UserError } from '../base/errors.ts';
import { milliseconds } from '../base/units.ts';
import { type GroupHealth, waitForHealth } from '../group/health.ts';
import { endedByInterrupt, localHost, type OpenOptions, openCloud } from '../local/environment-cloud.ts';
import type { HostStatus, LocalCloud } from '../local/index.ts';
import type { Environment } from '../topology/environment.ts';
import { whileAskingOften } from './info-period.ts';

/** How an environment is booted. */
export interface BootOptions extends OpenOptions {
  /** Told what happens. */
  readonly tell: (text: string) => void;
}

/** An environment that is up. */
export interface BootedEnvironment {
  readonly cloud: LocalCloud;
  readonly health: GroupHealth;
}

/** A boot script waits 126 s for a mirror or a role that does not answer; a host that takes longer never comes. */
const BOOT_TIMEOUT = milliseconds(180_000);

const HEALTH_TIMEOUT = milliseconds(60_000);

/** How much of a console is shown when a host fails to boot. */
const CONSOLE_TAIL = 15;

/**
 * Boots every host of an environment and waits until its group is healthy. If a host fails, the cloud is left as it is,
 * so that one can look at it.
 */
export async function bootEnvironment(
  environment: Environment,
  options: BootOptions,
): Promise<BootedEnvironment> {
  const cloud = await openCloud(environment, options);
  return endedByInterrupt(cloud, async () => {
    await Promise.all(environment.hosts.map((host) => cloud.createHost(localHost(environment, host))));
    options.tell(`${environment.name}: ${environment.hosts.length} hosts are booting`);
    if (environment.aws.restore !== undefined)
      options.tell(`${environment.name}: its volumes are empty, since the snapshot of aws.restore is in AWS`);
    return { cloud, health: await settle(cloud, environment, options.tell) };
  });
}

/** Waits until every host of an environment has booted and its group is healthy for the first time. */
export async function settle(
  cloud: LocalCloud,
  environment: Environment,
  tell: BootOptions['tell'],
): Promise<GroupHealth> {
  const names = environment.hosts.map(({ name }) => name);
  const statuses = await cloud.waitForBoot(names, BOOT_TIMEOUT);
  for (const status of statuses) if (status.boot === 'failed') throw await bootError(cloud, status);
  tell(`${environment.name}: every host is ready`);
  return waitForFirstHealth(cloud, environment);
}

/** Nobody should wait for Sentinel's next look at a group that has just formed. */
function waitForFirstHealth(cloud: LocalCloud, environment: Environment): Promise<GroupHealth> {
  return whileAskingOften(cloud, environment, () => waitForHealth(cloud, environment, HEALTH_TIMEOUT));
}

async function bootError(cloud: LocalCloud, { name, lastLine }: HostStatus): Promise<UserError> {
  const tail = (await cloud.console(name)).trimEnd().split('\n').slice(-CONSOLE_TAIL).join('\n');
  return new UserError(
    `${name} did not boot: ${lastLine}; the hosts are still up: look around with vedette local exec ${name} -- sh, then end them with vedette local down ${cloud.name}. Its console ends with:\n${tail}`,
  );
}
