/** An environment on this machine: from its definition to a cloud of booted hosts. */
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { exitStatus } from '../exit-status.ts';
import {
  generatePassword,
  type HostStatus,
  type LocalCloud,
  type LocalHost,
  startCloud,
} from '../local/index.ts';
import { renderHost } from '../render/host-files.ts';
import { secretName } from '../render/secrets.ts';
import { type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import { type Milliseconds, milliseconds } from '../units.ts';
import { type GroupHealth, waitForHealth } from './group-health.ts';

/** How an environment is booted. */
export interface BootOptions {
  /** True if the cloud ends with this process; otherwise it stays up until `down`. */
  readonly tether: boolean;
  /** The `redis-server` that hosts run; `redis-sentinel` stands beside it. @default the machine's */
  readonly redisServer?: string | undefined;
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

/** How often Sentinel looks for new replicas (redis sentinel.c, SENTINEL_INFO_PERIOD), and how often while a group forms. */
const INFO_PERIOD = { usual: milliseconds(10_000), forming: milliseconds(500) } as const;

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
async function waitForFirstHealth(cloud: LocalCloud, environment: Environment): Promise<GroupHealth> {
  await setInfoPeriod(cloud, environment, INFO_PERIOD.forming);
  try {
    return await waitForHealth(cloud, environment, HEALTH_TIMEOUT);
  } finally {
    await setInfoPeriod(cloud, environment, INFO_PERIOD.usual);
  }
}

async function setInfoPeriod(
  cloud: LocalCloud,
  environment: Environment,
  period: Milliseconds,
): Promise<void> {
  const argv = ['sentinel', 'debug', 'info-period', String(period)];
  await Promise.all(
    sentinelHosts(environment).map(({ name, address }) =>
      cloud.exec(name, ['redis-cli', '-h', address, '-p', String(environment.sentinel.port), ...argv]),
    ),
  );
}

/** Does some work on a cloud that Ctrl-C ends together with the cloud: nobody else knows of it yet. */
export async function endedByInterrupt<Result>(
  cloud: LocalCloud,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = (signal: NodeJS.Signals): void => {
    void cloud.down().finally(() => process.exit(exitStatus(null, signal)));
  };
  for (const signal of INTERRUPTS) process.once(signal, end);
  try {
    return await work();
  } finally {
    for (const signal of INTERRUPTS) process.off(signal, end);
  }
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts a cloud without hosts, with a new password in its secret store. */
export async function openCloud(
  environment: Environment,
  { tether, redisServer }: BootOptions,
): Promise<LocalCloud> {
  return startCloud(
    {
      name: environment.name,
      region: environment.aws.region,
      ...(redisServer === undefined ? {} : { redisServer }),
      secrets: { [secretName(environment)]: generatePassword() },
    },
    { tether },
  );
}

/** What a host of an environment is on this machine. */
export function localHost(environment: Environment, host: Host): LocalHost {
  return {
    name: host.name,
    address: host.address,
    subnet: host.zone.subnet,
    zone: `${environment.aws.region}${host.zone.name}`,
    userData: renderHost(environment, host).userData,
    ...(host.data === undefined ? {} : { volume: volumeId(environment, host) }),
  };
}

/** The same host has the same volume, also when it is created anew. */
function volumeId(environment: Environment, host: Host): string {
  const digest = createHash('sha1').update(`volume/${environment.name}/${host.name}`).digest('hex');
  return `vol-${digest.slice(0, 17)}`;
}

async function bootError(cloud: LocalCloud, { name, lastLine }: HostStatus): Promise<UserError> {
  const tail = (await cloud.console(name)).trimEnd().split('\n').slice(-CONSOLE_TAIL).join('\n');
  return new UserError(
    `${name} did not boot: ${lastLine}; the hosts are still up: look around with vedette local exec ${name} -- sh, then end them with vedette local down ${cloud.name}. Its console ends with:\n${tail}`,
  );
}
