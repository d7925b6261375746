import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { connectCloud } from '../../../src/local/index.ts';
import { hostNamed } from '../../_boot.ts';
import { needs, serially } from '../../_needs.ts';
import { TRIO } from './_definitions.ts';
import { Group } from './_group.ts';
import { PLANNED, TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const folder = workFolder('restore');

/** Of its three Sentinels two are on data hosts, and so are replaced with them. */
const DEFINITION: EnvironmentDefinition = { ...TRIO, name: 'restore' };

/** A group with the key `wanted`, which a snapshot has, and `unwanted`, which came after it; another host leads. */
async function groupWithSnapshot(stack: TestStack): Promise<string> {
  const group = new Group(stack);
  await stack.apply();
  await group.write('wanted');
  const { address } = hostNamed(stack.environment, 'watch');
  await group.sh('watch', `redis-cli -h ${address} -p 26379 sentinel failover mymaster`);
  await group.until(async () => (await group.named('watch')) !== 'one');
  const snapshot = await (await stack.cloud()).takeSnapshot(await group.healthy());
  await group.write('unwanted');
  return snapshot;
}

withTerraform(
  'a group begins anew with the data of a snapshot, once, also where another host leads',
  async (t) => {
    t.timeout(300_000);
    const stack = await TestStack.of(folder, DEFINITION);
    const group = new Group(stack);
    const restore = await groupWithSnapshot(stack);
    t.deepEqual(await group.keys(), ['unwanted', 'wanted']);

    await stack.change({ ...DEFINITION, aws: { restore } });
    const replaced = Object.entries(await stack.plan()).filter(([, action]) => action === 'delete/create');
    t.deepEqual(
      replaced.map(([address]) => address),
      ['one', 'two', 'three']
        .flatMap((host) => [
          `aws_ebs_volume.volume_${host}`,
          `aws_instance.instance_${host}`,
          `aws_volume_attachment.volume_attachment_${host}`,
          `terraform_data.brought_${host}`,
        ])
        .sort(),
    );
    await stack.apply(PLANNED);
    await group.healthy();
    t.deepEqual(await group.keys(), ['wanted']);
    t.deepEqual(await stack.plan(), {});

    await stack.change(DEFINITION);
    t.deepEqual(await stack.plan(), {}, 'without it nothing changes');
    await group.write('since');
    t.deepEqual(await group.keys(), ['since', 'wanted']);
    await stack.destroy();

    t.truthy(await connectCloud('restore'), 'the snapshot outlives the environment');
    await stack.change({ ...DEFINITION, aws: { restore } });
    await stack.apply();
    t.is(await group.healthy(), 'one');
    t.deepEqual(await group.keys(), ['wanted']);
    await stack.destroy();
  },
);
