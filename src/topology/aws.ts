import type { EnvironmentDefinition } from '../definition/environment.ts';
import { AWS } from '../definition/fields.ts';
import type { Aws } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** Decides what only concerns AWS. */
export function decideAws(definition: EnvironmentDefinition, isProtected: boolean): Aws {
  const { aws = {} } = definition;
  const region = aws.region ?? AWS.region.field.default;
  return {
    region,
    image: aws.image ?? AWS.image.field.default,
    updates: aws.updates ?? AWS.updates.field.default.from(definition),
    passwordVersion: aws.passwordVersion ?? AWS.passwordVersion.field.default,
    alarms: isProtected || aws.alarmTopic !== undefined,
    ...(aws.alarmTopic === undefined ? {} : { alarmTopic: aws.alarmTopic }),
    tags: aws.tags ?? AWS.tags.field.default,
    ...(aws.state === undefined
      ? {}
      : { state: { bucket: aws.state.bucket, region: aws.state.region ?? region } }),
  };
}

/** Problems of what only concerns AWS: an alarm reaches topics of its own region only (CloudWatch, PutMetricAlarm). */
export function awsProblems({ region, alarmTopic = 'own' }: Aws): readonly FieldProblem[] {
  if (alarmTopic === 'own' || alarmTopic.split(':')[3] === region) return [];
  return [
    {
      field: 'aws.alarmTopic',
      message: `${alarmTopic} is not in ${region}, the region of the environment; give a topic of that region`,
    },
  ];
}
