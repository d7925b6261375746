import { DlmLifecyclePolicy } from '@cdktf/provider-aws/lib/dlm-lifecycle-policy/index.js';
import type { Construct } from 'constructs';
import type { Backups, Environment } from '../topology/environment.ts';
import { DATA_TAG } from '../topology/tags.ts';
import { globalName, nameTag } from './names.ts';
import { addServiceRole } from './service-role.ts';

/** Snapshots of every data volume, taken and removed by AWS; nothing where the environment takes none. */
export function addBackups(scope: Construct, environment: Environment): void {
  const { backups } = environment.aws;
  if (backups.keep === 0) return;
  const { role, granted } = addServiceRole(scope, 'backups_role', {
    name: globalName(environment, 'backups'),
    description: 'Snapshots of data volumes',
    service: 'dlm.amazonaws.com',
    right: 'take-snapshots',
    statements: statements(environment),
  });
  new DlmLifecyclePolicy(scope, 'backups', {
    description: 'Snapshots of data volumes',
    executionRoleArn: role.arn,
    policyDetails: {
      resourceTypes: ['VOLUME'],
      targetTags: { [DATA_TAG]: environment.name },
      schedule: [scheduleOf(backups)],
    },
    tags: nameTag(environment, 'backups'),
    dependsOn: [granted],
  });
}

/**
 * What the policy needs of the managed one that AWS offers (AWSDataLifecycleManagerServiceRole), on the volumes of this
 * environment and on snapshots of these. Descriptions can't be limited to some (EC2, service authorization reference).
 */
function statements({ name, aws: { region, backups } }: Environment): readonly object[] {
  const ofEnvironment = { StringEquals: { [`aws:ResourceTag/${DATA_TAG}`]: name } };
  const snapshots = 'arn:aws:ec2:*::snapshot/*';
  const describe = ['ec2:DescribeInstances', 'ec2:DescribeVolumes', 'ec2:DescribeSnapshots'];
  const make = [
    'ec2:CreateSnapshot',
    'ec2:CreateTags',
    ...(backups.copyTo === undefined ? [] : ['ec2:CopySnapshot']),
  ];
  return [
    { Action: describe, Resource: '*' },
    {
      Action: 'ec2:CreateSnapshot',
      Resource: `arn:aws:ec2:${region}:*:volume/*`,
      Condition: ofEnvironment,
    },
    { Action: make, Resource: snapshots },
    { Action: 'ec2:DeleteSnapshot', Resource: snapshots, Condition: ofEnvironment },
  ];
}

/** Tags are copied, so that a snapshot says whose it is, and may be removed by it. */
function scheduleOf({ keep, every, at, copyTo }: Backups) {
  const hours = Number.parseInt(every, 10);
  return {
    name: 'data',
    copyTags: true,
    createRule: { interval: hours, intervalUnit: 'HOURS', times: [at] },
    retainRule: { count: keep },
    ...(copyTo === undefined
      ? {}
      : {
          crossRegionCopyRule: [
            { target: copyTo, encrypted: true, copyTags: true, retainRule: daysOf(keep * hours) },
          ],
        }),
  };
}

/** How long copies are kept can only be said in days (DLM API, CrossRegionCopyRetainRule). */
function daysOf(hours: number) {
  return { interval: Math.ceil(hours / 24), intervalUnit: 'DAYS' };
}
