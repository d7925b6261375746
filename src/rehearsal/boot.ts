/** An environment on this machine: from its definition to a cloud of booted hosts with a healthy group. */
import { UserError } from '../base/errors.ts';
import { untilInterrupted } from '../base/interrupt.ts';
import { formatDuration, milliseconds } from '../base/units.ts';
import { Group } from '../group/group.ts';
import { type GroupHealth, waitForHealth } from '../group/health.ts';
import { whileAskingOften } from '../group/info-period.ts';
import { untilBooted } from '../local/booted.ts';
import { localHost, type OpenOptions, openCloud } from '../local/environment-cloud.ts';
import type { LocalCloud } from '../local/index.ts';
import type { Environment } from '../topology/environment.ts';
import { forgetVainFailovers } from './vain-failover.ts';

/** Who is told how far a boot is. */
export interface BootWatch {
  /** Told what one should know. */
  readonly tell: (text: string) => void;
  /** Told each step. @default `tell` */
  readonly step?: (text: string) => void;
  /**
   * Told when every host is ready: while they boot they need the whole machine, and then they wait for one another.
   * @default nobody
   */
  readonly booted?: () => void;
}

/** How an environment is booted. */
export interface BootOptions extends OpenOptions, BootWatch {}

/** An environment that is up. */
export interface BootedEnvironment {
  readonly cloud: LocalCloud;
  readonly health: GroupHealth;
}

const HEALTH_TIMEOUT = milliseconds(60_000);

/**
 * Boots every host of an environment and waits until its group is healthy. If a host fails, the cloud is left as it is,
 * so that one can look at it; a signal before the end removes everything.
 */
export async function bootEnvironment(
  environment: Environment,
  options: BootOptions,
): Promise<BootedEnvironment> {
  const opening = openCloud(environment, options);
  const boot = async (): Promise<BootedEnvironment> => {
    const cloud = await opening;
    return {
      cloud,
      health: await bootHosts(cloud, environment, options).catch(stillUp(environment, options)),
    };
  };
  const remove = async (): Promise<void> => (await opening.catch(() => undefined))?.down();
  return untilInterrupted(boot, remove, `everything of ${environment.name} is removed`);
}

/** Adds to a failure that hosts are left to be looked at. */
function stillUp({ name }: Environment, { tether }: OpenOptions): (error: unknown) => never {
  return (error) => {
    if (tether || !(error instanceof UserError)) throw error;
    throw new UserError(
      `${error.message}\nthe hosts are still up: see vedette local logs ${name}, and end them with vedette local down ${name}`,
    );
  };
}

/** Creates every host of an environment in a cloud and waits until its group is healthy for the first time. */
export async function bootHosts(
  cloud: LocalCloud,
  environment: Environment,
  watch: BootWatch,
): Promise<GroupHealth> {
  const { tell, step = tell } = watch;
  await Promise.all(environment.hosts.map((host) => cloud.createHost(localHost(environment, host))));
  step(`${environment.name}: ${environment.hosts.length} hosts are booting`);
  if (environment.aws.restore !== undefined)
    tell(`${environment.name}: its volumes are empty, since the snapshot of aws.restore is in AWS`);
  return settle(cloud, environment, watch);
}

/** Waits until every host of an environment has booted and its group is healthy for the first time. */
export async function settle(
  cloud: LocalCloud,
  environment: Environment,
  { tell, step = tell, booted }: BootWatch,
): Promise<GroupHealth> {
  const names = environment.hosts.map(({ name }) => name);
  await untilBooted(cloud, names);
  step(`${environment.name}: every host is ready`);
  booted?.();
  return waitForFirstHealth(cloud, environment, tell);
}

/** Nobody should wait for Sentinel's next look at a group that has just formed, and it should be able to fail over. */
async function waitForFirstHealth(
  cloud: LocalCloud,
  environment: Environment,
  tell: BootOptions['tell'],
): Promise<GroupHealth> {
  using group = new Group(cloud, environment);
  return await whileAskingOften(group, async () => {
    const health = await waitForHealth(group, HEALTH_TIMEOUT);
    const voters = await forgetVainFailovers(cloud, group);
    if (voters.length === 0) return health;
    tell(
      `${environment.name}: ${voters.map(({ name }) => name).join(', ')} tried a failover before the primary was up, and would wait ${formatDuration(milliseconds(2 * environment.sentinel.failoverTimeout))} before another one, so the group is reset there`,
    );
    return waitForHealth(group, HEALTH_TIMEOUT);
  });
}
