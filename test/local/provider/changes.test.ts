import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { needs, serially } from '../../_needs.ts';
import { PAIR } from './_definitions.ts';
import { Group } from './_group.ts';
import { PLANNED, TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const folder = workFolder('changes');

const { hosts } = PAIR;
const CHANGED_MAXMEMORY: EnvironmentDefinition = { ...PAIR, redis: { ...PAIR.redis, maxmemory: '1gb' } };
const ADDED: EnvironmentDefinition = {
  ...PAIR,
  hosts: { ...hosts, three: { roles: ['replica'], address: '10.7.0.14' } },
};

/** Its volume grows with it, and would not shrink again. */
const LARGER = { roles: ['replica'], address: '10.7.0.12', size: 'm7g.xlarge' } as const;
const RESIZED: EnvironmentDefinition = { ...ADDED, hosts: { ...ADDED.hosts, two: LARGER } };

withTerraform('a changed definition changes what it says, and no other host', async (t) => {
  t.timeout(300_000);
  const stack = await TestStack.of(folder, { ...PAIR, name: 'change' });
  const changeTo = (definition: EnvironmentDefinition) => stack.change({ ...definition, name: 'change' });
  await stack.apply();
  const group = new Group(stack);
  await group.write('key');
  const ids = async () =>
    Object.fromEntries(
      (await (await stack.cloud()).hosts()).map(({ name, instanceId, pid }) => [
        name,
        `${instanceId} ${pid}`,
      ]),
    );
  const before = await ids();

  await changeTo(CHANGED_MAXMEMORY);
  t.deepEqual(await stack.plan(), {}, 'maxmemory changes no resource');
  t.regex((await stack.terraform(['plan'])).output, /Changes to Outputs:\s.*\s~ rendered/s);
  await stack.apply(PLANNED);
  t.deepEqual(await ids(), before);

  await changeTo(ADDED);
  const added = await stack.plan();
  t.true(Object.keys(added).length > 0);
  t.deepEqual(
    Object.entries(added)
      .filter(([address, action]) => !address.endsWith('_three') || action !== 'create')
      .map(([address, action]) => `${address}: ${action}`),
    ['terraform_data.address_10_7_0_14: create'],
  );
  await stack.apply(PLANNED);
  t.like(await ids(), before);
  t.is(await group.healthy(), 'one');

  await changeTo(RESIZED);
  t.deepEqual(
    Object.entries(await stack.plan()).filter(([address]) => address.startsWith('aws_instance')),
    [['aws_instance.instance_two', 'update']],
    'another size stops and starts the host',
  );
  await stack.apply(PLANNED);
  const resized = await ids();
  t.is(resized.one, before.one);
  t.is(resized.two?.split(' ')[0], before.two?.split(' ')[0], 'it is the same instance');
  t.not(resized.two, before.two, 'it was started anew');
  t.is(await group.healthy(), 'one');

  await changeTo({ ...PAIR, hosts: { ...hosts, two: LARGER } });
  const removed = Object.entries(await stack.plan()).filter(([, action]) => action === 'delete');
  t.deepEqual(
    removed.map(([address]) => address).filter((address) => !address.endsWith('_three')),
    ['terraform_data.address_10_7_0_14'],
  );
  await stack.apply(PLANNED);
  t.is((await ids()).three, undefined);
  t.deepEqual(await group.keys(), ['key']);
  await stack.destroy();
});

const WRONG = [
  [
    'an unknown argument',
    'private_ipp',
    '10.7.0.11',
    /No argument or block type is named "private_ipp"|Unsupported argument/,
  ],
  ['a wrong type', 'monitoring', ['yes'], /Inappropriate value for attribute "monitoring"|bool required/],
  [
    'too much user-data',
    'user_data',
    'x'.repeat(16_385),
    /expected length of user_data to be in the range \(0 - 16384\), got 16385/,
  ],
] as const;

withTerraform('validate refuses what the real provider refuses', async (t) => {
  t.timeout(300_000);
  const stack = await TestStack.of(folder, { ...PAIR, name: 'wrong' });
  const file = join(stack.terraformFolder, 'cdk.tf.json');
  const right = readFileSync(file, 'utf8');
  t.is((await stack.terraform(['validate'])).status, 0);
  for (const [title, argument, value, message] of WRONG) {
    const json = JSON.parse(right);
    json.resource.aws_instance.instance_one[argument] = value;
    writeFileSync(file, JSON.stringify(json));
    const { status, output } = await stack.terraform(['validate']);
    t.is(status, 1, title);
    t.regex(output.replace(/\s*\n[│\s]*/g, ' '), message, title);
  }
});
