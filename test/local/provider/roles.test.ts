import { needs } from '../../_needs.ts';
import { TRIO } from './_definitions.ts';
import { Group } from './_group.ts';
import { TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = needs(...WITH_TERRAFORM);
const folder = workFolder('roles');

/** What each replacement takes away, of a healthy group with `primary` as its primary. */
interface Case {
  readonly title: string;
  readonly replace: (stack: TestStack, group: Group, primary: string) => Promise<unknown>;
}

const DATA = ['one', 'two', 'three'];
const replicasOf = (primary: string) => DATA.filter((name) => name !== primary);

const CASES: readonly Case[] = [
  { title: 'the primary while it is alive', replace: (stack, _, primary) => stack.replace(primary) },
  {
    title: 'the primary after its power was cut',
    replace: async (stack, _, primary) => {
      await (await stack.cloud()).kill(primary);
      await stack.replace(primary);
    },
  },
  {
    title: 'the primary long after its power was cut',
    replace: async (stack, group, primary) => {
      await (await stack.cloud()).kill(primary);
      await group.until(async () => (await group.named('watch')) !== primary);
      await stack.replace(primary);
    },
  },
  { title: 'a replica', replace: (stack, _, primary) => stack.replace(replicasOf(primary)[0] ?? '') },
  { title: 'a Sentinel', replace: (stack) => stack.replace('watch') },
  {
    title: 'a replica and its volume',
    replace: (stack, _, primary) => replaceWithVolume(stack, replicasOf(primary)[0] ?? ''),
  },
  {
    title: 'the primary and its volume',
    replace: (stack, _, primary) => replaceWithVolume(stack, primary),
  },
  {
    title: 'the primary and a replica at once',
    replace: (stack, _, primary) => stack.replace(primary, replicasOf(primary)[0] ?? ''),
  },
  {
    title: 'every host after all were stopped',
    replace: async (stack) => {
      const cloud = await stack.cloud();
      await Promise.all([...DATA, 'watch'].map((name) => cloud.stop(name)));
      await stack.replace(...DATA, 'watch');
    },
  },
  {
    title: 'every host after the power of all was cut',
    replace: async (stack) => {
      const cloud = await stack.cloud();
      await Promise.all([...DATA, 'watch'].map((name) => cloud.kill(name)));
      await stack.replace(...DATA, 'watch');
    },
  },
];

function replaceWithVolume(stack: TestStack, host: string): Promise<string> {
  return stack.apply(`-replace=aws_instance.instance_${host}`, `-replace=aws_ebs_volume.volume_${host}`);
}

withTerraform('every replacement keeps every key, and there never are two primaries', async (t) => {
  t.timeout(900_000);
  const stack = await TestStack.of(folder, TRIO);
  await stack.apply();
  const group = new Group(stack);
  t.is(await group.healthy(), 'one');
  const sentinels = ['one', 'two', 'watch'];
  const before = await Promise.all(sentinels.map((name) => group.sentinel(name)));
  const keys: string[] = [];
  for (const { title, replace } of CASES) {
    keys.push(`key${keys.length}`);
    await group.write(keys.at(-1) ?? '');
    const primary = await group.healthy();
    const began = Date.now();
    await group.withOnePrimary(async () => {
      await replace(stack, group, primary);
      await group.healthy();
    });
    t.log(`${title}: ${primary} -> ${await group.healthy()} in ${Date.now() - began} ms`);
    t.deepEqual(await group.keys(), [...keys].sort(), title);
    t.deepEqual(await Promise.all(sentinels.map((name) => group.sentinel(name))), before, title);
  }
  await stack.destroy();
});
