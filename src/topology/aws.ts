import type { EnvironmentDefinition } from '../definition/environment.ts';
import type { Aws } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** Decides what only concerns AWS. */
export function decideAws({ aws = {} }: EnvironmentDefinition, isProtected: boolean): Aws {
  const region = aws.region ?? 'eu-central-1';
  return {
    region,
    image: aws.image ?? '15.1',
    updates: aws.updates ?? (isProtected ? 'first-boot' : 'off'),
    passwordVersion: aws.passwordVersion ?? 1,
    alarms: isProtected || aws.alarmTopic !== undefined,
    ...(aws.alarmTopic === undefined ? {} : { alarmTopic: aws.alarmTopic }),
    tags: aws.tags ?? {},
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
