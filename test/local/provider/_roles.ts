import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { connectCloud } from '../../../src/local/index.ts';
import { dataHosts, firstPrimary, sentinelHosts } from '../../../src/topology/environment.ts';
import { DRILLS, needs, serially } from '../../_needs.ts';
import { Group } from './_group.ts';
import { TestStack, WITH_TERRAFORM } from './_stack.ts';

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

/** Cases that another test holds as well, of this group or of one of another shape: only in `npm run drills`. */
export function drilled(...cases: readonly Case[]): readonly Case[] {
  return DRILLS ? cases : [];
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

/** A group that cases befall one after the other, and the keys that it was given. */
interface Shared {
  readonly stack: TestStack;
  readonly group: Group;
  readonly sentinels: unknown;
  readonly keys: readonly string[];
}

/**
 * A test for each case, which befalls the group that the case before it left; where that one failed, a new group. After
 * each nothing is lost, every Sentinel is who it was, and there never were two primaries.
 */
export function survivesEach(
  folder: string,
  definition: EnvironmentDefinition,
  cases: readonly Case[],
): void {
  const inTurn = serially(needs(...WITH_TERRAFORM));
  let shared: Shared | undefined;
  for (const [index, each] of cases.entries())
    inTurn(titleOf(index, each, cases.length), async (t) => {
      t.timeout(300_000);
      const before = shared ?? (await deploy(t, folder, definition));
      shared = undefined;
      shared = await befall(t, each, before);
    });
  inTurn('the group that is left can be destroyed', async (t) => {
    t.timeout(300_000);
    await shared?.stack.destroy();
    t.is(await connectCloud(definition.name), undefined);
  });
}

/** The same case may come twice: the second time it befalls another group. */
function titleOf(index: number, { title }: Case, cases: number): string {
  return `${index + 1} of ${cases}: every key outlives the replacement of ${title}, and there never are two primaries`;
}

async function deploy(
  t: ExecutionContext,
  folder: string,
  definition: EnvironmentDefinition,
): Promise<Shared> {
  await (await connectCloud(definition.name))?.down();
  rmSync(join(folder, definition.name), { recursive: true, force: true });
  const stack = await TestStack.of(folder, definition);
  await stack.apply();
  const group = new Group(stack);
  t.is(await group.healthy(), firstPrimary(stack.environment).name);
  return { stack, group, sentinels: await sentinelsOf(stack, group), keys: [] };
}

async function befall(t: ExecutionContext, { title, replace }: Case, before: Shared): Promise<Shared> {
  const { stack, group, sentinels } = before;
  const keys = [...before.keys, `key${before.keys.length}`].sort();
  await group.write(`key${before.keys.length}`);
  const primary = await group.healthy();
  const replica = dataHosts(stack.environment).find(({ name }) => name !== primary)?.name ?? '';
  const began = Date.now();
  await group.withOnePrimary(async () => {
    await replace({ stack, group, primary, replica });
    await group.healthy();
  });
  t.log(`${title}: ${primary} -> ${await group.healthy()} in ${Date.now() - began} ms`);
  t.deepEqual(await group.keys(), keys);
  t.deepEqual(await sentinelsOf(stack, group), sentinels);
  return { ...before, keys };
}

function sentinelsOf({ environment }: TestStack, group: Group) {
  return Promise.all(sentinelHosts(environment).map(({ name }) => group.sentinel(name)));
}
