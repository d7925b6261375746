import { setTimeout as sleep } from 'node:timers/promises';
import { type Milliseconds, milliseconds } from '../src/base/units.ts';
import type { EnvironmentDefinition } from '../src/definition/environment.ts';
import { answersOf, Client, type Command } from '../src/group/client.ts';
import { Group } from '../src/group/group.ts';
import { type GroupHealth, waitForHealth } from '../src/group/health.ts';
import { passwordOf } from '../src/group/password.ts';
import { linesOf, listOf, type Reply, textOf } from '../src/group/reply.ts';
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

/** In milliseconds: SAVE and WAIT take their time on a busy machine. */
const ANSWERED_IN = milliseconds(90_000);

/**
 * Asks the Redis of a host, with the password it has, over one connection. There are no answers where it does not listen. No
 * process is started for it: tests ask often while they wait.
 */
async function ask(
  cloud: LocalCloud,
  host: string,
  ...commands: readonly Command[]
): Promise<readonly Reply[]> {
  const client = new Client(`Redis on ${host}`, async (connect) => {
    const password = await passwordOf(cloud, host);
    return connect(await cloud.endpoint(host, 6379), password === '' ? undefined : { password });
  });
  try {
    return await answersOf(client, commands, ANSWERED_IN);
  } finally {
    client.close();
  }
}

/** Asks the Redis of a host one thing; the answer is as redis-cli prints it, and empty where there is none. */
export async function redis(cloud: LocalCloud, host: string, ...command: Command): Promise<string> {
  const [reply = null] = await ask(cloud, host, command);
  return linesOf(reply).join('\n').trim();
}

/** Sets a key of a primary; a replica has it before this is fulfilled. WAIT counts for its own connection only. */
export async function write(cloud: LocalCloud, host: string, key: string, value: string): Promise<void> {
  const replies = await ask(cloud, host, ['SET', key, value], ['WAIT', '1', '60000']);
  const said = replies.map(textOf).join(' ');
  if (said !== 'OK 1') throw new Error(`no replica of ${host} has ${key} after a minute: ${said}`);
}

/** The host that a Sentinel names as primary. */
export async function named(
  cloud: LocalCloud,
  environment: Environment,
  host: string,
): Promise<string | undefined> {
  using group = new Group(cloud, environment);
  const question = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', environment.sentinel.group];
  const [reply = null] = await answersOf(group.sentinel(host), [question]);
  const [address = null] = listOf(reply);
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
