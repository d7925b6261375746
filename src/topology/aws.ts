import type { EnvironmentDefinition } from '../definition/environment.ts';
import { AWS, BACKUPS } from '../definition/fields.ts';
import type { Aws, Backups } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';

/**
 * Decides what only concerns AWS.
 *
 * @param tags of every environment of the project
 */
export function decideAws(
  definition: EnvironmentDefinition,
  isProtected: boolean,
  tags: Readonly<Record<string, string>> = {},
): Aws {
  const { aws = {} } = definition;
  const region = aws.region ?? AWS.region.field.default;
  return {
    ...(aws.account === undefined ? {} : { account: aws.account }),
    region,
    image: aws.image ?? AWS.image.field.default,
    updates: aws.updates ?? AWS.updates.field.default.from(definition),
    passwordVersion: aws.passwordVersion ?? AWS.passwordVersion.field.default,
    alarms: isProtected || aws.alarmTopic !== undefined,
    ...(aws.alarmTopic === undefined ? {} : { alarmTopic: aws.alarmTopic }),
    tags: { ...tags, ...(aws.tags ?? AWS.tags.field.default) },
    cpuCredits: aws.cpuCredits ?? AWS.cpuCredits.field.default,
    ...(aws.keyPair === undefined ? {} : { keyPair: aws.keyPair }),
    backups: decideBackups(definition),
    ...(aws.restore === undefined ? {} : { restore: aws.restore }),
    ...(aws.state === undefined
      ? {}
      : { state: { bucket: aws.state.bucket, region: aws.state.region ?? region } }),
  };
}

function decideBackups(definition: EnvironmentDefinition): Backups {
  const { keep, every, at, copyTo } = definition.aws?.backups ?? {};
  return {
    keep: keep ?? BACKUPS.keep.field.default.from(definition),
    every: every ?? BACKUPS.every.field.default,
    at: at ?? BACKUPS.at.field.default,
    ...(copyTo === undefined ? {} : { copyTo }),
  };
}

/** Problems of what only concerns AWS. */
export function awsProblems(aws: Aws): readonly FieldProblem[] {
  return [...topicProblems(aws), ...backupProblems(aws)];
}

/** A copy beside the original is lost with it. */
function backupProblems({ region, backups: { copyTo } }: Aws): readonly FieldProblem[] {
  if (copyTo !== region) return [];
  return [
    {
      field: 'aws.backups.copyTo',
      message: `${copyTo} is the region of the environment itself; give another one, or leave it out`,
    },
  ];
}

/** An alarm reaches topics of its own region only (CloudWatch, PutMetricAlarm). */
function topicProblems({ region, alarmTopic = 'own' }: Aws): readonly FieldProblem[] {
  if (alarmTopic === 'own' || alarmTopic.split(':')[3] === region) return [];
  return [
    {
      field: 'aws.alarmTopic',
      message: `${alarmTopic} is not in ${region}, the region of the environment; give a topic of that region`,
    },
  ];
}
