import test from 'ava';
import type { BackupsDefinition } from '../../src/definition/environment.ts';
import { shipped } from '../_environment.ts';
import { changed, resource, resources, type StackFile, synth } from './_synth.ts';

async function withBackups(backups: BackupsDefinition): Promise<StackFile> {
  return synth(await changed('lab', { aws: { backups } }));
}

test('the data volumes of a protected environment are what its policy takes snapshots of, and no others are', async (t) => {
  const stack = await synth(await shipped('production'));
  t.like(resource(stack, 'aws_dlm_lifecycle_policy', 'backups'), {
    policy_details: {
      resource_types: ['VOLUME'],
      target_tags: { 'vedette:data': 'production' },
      schedule: [
        {
          copy_tags: true,
          create_rule: { interval: 24, interval_unit: 'HOURS', times: ['03:00'] },
          retain_rule: { count: 14 },
        },
      ],
    },
  });
  for (const volume of Object.values(resources(stack, 'aws_ebs_volume')))
    t.like(volume, { tags: { 'vedette:data': 'production' } });
  for (const instance of Object.values(resources(stack, 'aws_instance')))
    t.false('vedette:data' in Object(instance.tags));
});

test('an environment that is not protected has no snapshots unless it asks for them', async (t) => {
  const none = await synth(await shipped('lab'));
  t.deepEqual(resources(none, 'aws_dlm_lifecycle_policy'), {});
  t.deepEqual(Object.keys(resources(none, 'aws_iam_role')), ['host_role']);
  t.deepEqual(Object.keys(resources(await withBackups({ keep: 1 }), 'aws_dlm_lifecycle_policy')), [
    'backups',
  ]);
});

test('copies in a second region are encrypted and kept for as long, in whole days', async (t) => {
  const stack = await withBackups({ keep: 9, every: '6h', at: '23:30', copyTo: 'eu-west-1' });
  t.like(resource(stack, 'aws_dlm_lifecycle_policy', 'backups'), {
    policy_details: {
      schedule: [
        {
          create_rule: { interval: 6, times: ['23:30'] },
          retain_rule: { count: 9 },
          cross_region_copy_rule: [
            {
              target: 'eu-west-1',
              encrypted: true,
              copy_tags: true,
              retain_rule: { interval: 3, interval_unit: 'DAYS' },
            },
          ],
        },
      ],
    },
  });
});

/** What a role allows: each action with its resource, and whether only on what is the environment's. */
function allowed(stack: StackFile): readonly string[] {
  const { Statement } = JSON.parse(
    String(resource(stack, 'aws_iam_role_policy', 'backups_role_policy').policy),
  );
  return Statement.flatMap(
    ({ Action, Resource, Condition }: { Action: string | string[]; Resource: string; Condition?: object }) =>
      [Action].flat().map((action) => {
        const only = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
        return `${action} on ${Resource}${only}`;
      }),
  );
}

test('the role of the policy removes snapshots of its environment only, and is for that service alone', async (t) => {
  const stack = await withBackups({ keep: 7 });
  const only = ' if {"StringEquals":{"aws:ResourceTag/vedette:data":"lab"}}';
  t.deepEqual(allowed(stack), [
    'ec2:DescribeInstances on *',
    'ec2:DescribeVolumes on *',
    'ec2:DescribeSnapshots on *',
    `ec2:CreateSnapshot on arn:aws:ec2:eu-central-1:*:volume/*${only}`,
    'ec2:CreateSnapshot on arn:aws:ec2:*::snapshot/*',
    'ec2:CreateTags on arn:aws:ec2:*::snapshot/*',
    `ec2:DeleteSnapshot on arn:aws:ec2:*::snapshot/*${only}`,
  ]);
  t.regex(
    String(resource(stack, 'aws_iam_role', 'backups_role').assume_role_policy),
    /"Principal":\{"Service":"dlm.amazonaws.com"\}/,
  );
  t.true(
    allowed(await withBackups({ keep: 7, copyTo: 'eu-west-1' })).includes(
      'ec2:CopySnapshot on arn:aws:ec2:*::snapshot/*',
    ),
  );
});
