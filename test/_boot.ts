import { setTimeout as sleep } from 'node:timers/promises';
import { type Milliseconds, milliseconds } from '../src/base/units.ts';
import type { EnvironmentDefinition } from '../src/definition/environment.ts';
import { Group } from '../src/group/group.ts';
import { type GroupHealth, waitForHealth } from '../src/group/health.ts';
import { passwordOf } from '../src/group/password.ts';
import { localHost } from '../src/local/environment-cloud.ts';
import {
  generatePassword,
  type HostStatus,
  type LocalCloud,
  type LocalCloudSpec,
} from '../src/local/index.ts';
import { secretName } from '../src/render/secrets.ts';
import type { Environment, Host } from '../src/topology/environment.ts';
import { resolveEnvironment } from '../src/topology/resolve.ts';

/** One host that is everything: it boots without waiting for another. */
export const ALONE: EnvironmentDefinition = {
  name: 'alone',
  sentinel: { quorum: 1 },
  network: { cidr: '10.0.0.0/24' },
  hosts: { one: { roles: ['primary', 'sentinel'], address: '10.0.0.30' } },
};

/** Resolves a definition that no file holds. */
export function resolved(definition: EnvironmentDefinition): Environment {
  return resolveEnvironment(definition, `stacks/${definition.name}.ts`);
}

/** A cloud that has an environment's secret. */
export function cloudOf(environment: Environment, password = generatePassword()): LocalCloudSpec {
  return {
    name: environment.name,
    region: environment.aws.region,
    secrets: { [secretName(environment)]: password },
  };
}

/** A group that settles soon: one Sentinel, two data hosts, no waiting before a full resynchronization. */
export const SWIFT: EnvironmentDefinition = {
  name: 'swift',
  redis: { minReplicasToWrite: 0, directives: { 'repl-diskless-sync-delay': 0 } },
  sentinel: { quorum: 1, downAfter: '2s', failoverTimeout: '10s' },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    ctrl: { roles: ['sentinel'], address: '10.0.0.25' },
    ns: { roles: ['primary'], address: '10.0.0.30' },
    node01: { roles: ['replica'], address: '10.0.0.51' },
  },
};

/** Creates a host with the boot script of its environment, or one that was changed, and waits until it is ready or failed. */
export async function boot(
  cloud: LocalCloud,
  environment: Environment,
  name: string,
  change: (userData: string) => string = (userData) => userData,
): Promise<HostStatus> {
  const host = localHost(environment, hostNamed(environment, name));
  await cloud.createHost({ ...host, userData: change(host.userData) });
  return booted(cloud, name);
}

/** Waits until a host is ready or failed. */
export async function booted(cloud: LocalCloud, name: string): Promise<HostStatus> {
  const [status] = await cloud.waitForBoot([name], milliseconds(180_000));
  if (status === undefined) throw new Error(`there is no host ${name}`);
  return status;
}

/** The lines of a host's console that vedette's own scripts wrote. */
export async function story(cloud: LocalCloud, host: string): Promise<readonly string[]> {
  return (await cloud.console(host)).split('\n').filter((line) => line.startsWith('vedette: '));
}

/** What the role script of a host decided, in the order of its boots. */
export async function rolesSaid(cloud: LocalCloud, host: string): Promise<readonly string[]> {
  const prefix = 'vedette: role: ';
  const lines = (await story(cloud, host)).filter((line) => line.startsWith(prefix));
  return lines.map((line) => line.slice(prefix.length));
}

/** Asks the Redis of a host, with the password it has. */
export async function redis(cloud: LocalCloud, host: string, ...command: readonly string[]): Promise<string> {
  const env = { REDISCLI_AUTH: await passwordOf(cloud, host) };
  return (await cloud.exec(host, ['redis-cli', '--raw', ...command], { env })).stdout.trim();
}

/** Sets a key of a primary; a replica has it before this is fulfilled. WAIT counts for its own connection only. */
export async function write(cloud: LocalCloud, host: string, key: string, value: string): Promise<void> {
  const env = { REDISCLI_AUTH: await passwordOf(cloud, host) };
  const input = `SET ${key} ${value}\nWAIT 1 60000\n`;
  const { stdout } = await cloud.exec(host, ['redis-cli', '--raw'], { env, input });
  if (stdout !== 'OK\n1\n') throw new Error(`no replica of ${host} has ${key} after a minute: ${stdout}`);
}

/** The host that a Sentinel names as primary. */
export async function named(
  cloud: LocalCloud,
  environment: Environment,
  host: string,
): Promise<string | undefined> {
  const { group, port } = environment.sentinel;
  const argv = ['redis-cli', '-p', String(port), '--raw', 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', group];
  const [address] = (await cloud.exec(host, argv)).stdout.split('\n');
  return environment.hosts.find((candidate) => candidate.address === address)?.name;
}

/** Waits until a group could fail over. */
export async function healthy(
  cloud: LocalCloud,
  environment: Environment,
  timeout: Milliseconds,
): Promise<GroupHealth> {
  using group = new Group(cloud, environment);
  return await waitForHealth(group, timeout);
}

/** Waits until something holds; fails after two minutes. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`after two minutes it does not hold that ${what}`);
    await sleep(50);
  }
}

/** A host of an environment by its name. */
export function hostNamed(environment: Environment, name: string): Host {
  const host = environment.hosts.find((candidate) => candidate.name === name);
  if (host === undefined) throw new Error(`${environment.name} has no host ${name}`);
  return host;
}
