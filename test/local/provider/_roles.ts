import type { ExecutionContext } from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { dataHosts, firstPrimary, sentinelHosts } from '../../../src/topology/environment.ts';
import { Group } from './_group.ts';
import { TestStack } from './_stack.ts';

/** A healthy group, before something of it is replaced. */
interface Before {
  readonly stack: TestStack;
  readonly group: Group;
  readonly primary: string;
  /** A data host that is not the primary. */
  readonly replica: string;
}

/** What each replacement takes away. */
export interface Case {
  readonly title: string;
  readonly replace: (before: Before) => Promise<unknown>;
}

export const PRIMARY_ALIVE: Case = {
  title: 'the primary while it is alive',
  replace: ({ stack, primary }) => stack.replace(primary),
};
export const PRIMARY_CUT: Case = {
  title: 'the primary after its power was cut',
  replace: async ({ stack, primary }) => {
    await (await stack.cloud()).kill(primary);
    await stack.replace(primary);
  },
};
export const PRIMARY_LONG_GONE: Case = {
  title: 'the primary long after its power was cut',
  replace: async ({ stack, group, primary }) => {
    await (await stack.cloud()).kill(primary);
    await group.until(async () => (await group.named('watch')) !== primary);
    await stack.replace(primary);
  },
};
export const REPLICA: Case = { title: 'a replica', replace: ({ stack, replica }) => stack.replace(replica) };
export const SENTINEL: Case = { title: 'a Sentinel', replace: ({ stack }) => stack.replace('watch') };
export const EMPTY_REPLICA: Case = {
  title: 'a replica and its volume',
  replace: ({ stack, replica }) => replaceWithVolume(stack, replica),
};
export const EMPTY_PRIMARY: Case = {
  title: 'the primary and its volume',
  replace: ({ stack, primary }) => replaceWithVolume(stack, primary),
};
export const PRIMARY_AND_REPLICA: Case = {
  title: 'the primary and a replica at once',
  replace: ({ stack, primary, replica }) => stack.replace(primary, replica),
};
export const PRIMARY_AND_SENTINEL: Case = {
  title: 'the primary and a Sentinel at once',
  replace: ({ stack, primary }) => stack.replace(primary, 'watch'),
};
export const ALL_STOPPED: Case = {
  title: 'every host after all were stopped',
  replace: async ({ stack }) => {
    const cloud = await stack.cloud();
    await Promise.all(hostsOf(stack).map((name) => cloud.stop(name)));
    await stack.replace(...hostsOf(stack));
  },
};
export const ALL_CUT: Case = {
  title: 'every host after the power of all was cut',
  replace: async ({ stack }) => {
    const cloud = await stack.cloud();
    await Promise.all(hostsOf(stack).map((name) => cloud.kill(name)));
    await stack.replace(...hostsOf(stack));
  },
};
export const ALL_AND_THE_FIRST_VOLUME: Case = {
  title: 'every host, with the volume of the one that the definition makes primary',
  replace: ({ stack }) => {
    const volume = `-replace=aws_ebs_volume.volume_${firstPrimary(stack.environment).name}`;
    return stack.apply(volume, ...hostsOf(stack).map((name) => `-replace=aws_instance.instance_${name}`));
  },
};

function hostsOf({ environment }: TestStack): readonly string[] {
  return environment.hosts.map(({ name }) => name);
}

function replaceWithVolume(stack: TestStack, host: string): Promise<string> {
  return stack.apply(`-replace=aws_instance.instance_${host}`, `-replace=aws_ebs_volume.volume_${host}`);
}

/** Deploys a group, lets cases befall it one after the other, and looks after each that nothing was lost. */
export async function survives(
  t: ExecutionContext,
  folder: string,
  definition: EnvironmentDefinition,
  cases: readonly Case[],
): Promise<void> {
  t.timeout(600_000);
  const stack = await TestStack.of(folder, definition);
  await stack.apply();
  const group = new Group(stack);
  t.is(await group.healthy(), 'one');
  const sentinels = () =>
    Promise.all(sentinelHosts(stack.environment).map(({ name }) => group.sentinel(name)));
  const before = await sentinels();
  const keys: string[] = [];
  for (const { title, replace } of cases) {
    const key = `key${keys.length}`;
    keys.push(key);
    await group.write(key);
    const primary = await group.healthy();
    const replica = dataHosts(stack.environment).find(({ name }) => name !== primary)?.name ?? '';
    const began = Date.now();
    await group.withOnePrimary(async () => {
      await replace({ stack, group, primary, replica });
      await group.healthy();
    });
    t.log(`${title}: ${primary} -> ${await group.healthy()} in ${Date.now() - began} ms`);
    t.deepEqual(await group.keys(), [...keys].sort(), title);
    t.deepEqual(await sentinels(), before, title);
  }
  await stack.destroy();
}
