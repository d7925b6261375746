import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume/index.js';
import type { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { alarmName, fullName, nameTag, type Watched } from './names.ts';
import type { ByHost } from './volumes.ts';

/** Something that is wrong when its metric, 0 or 1 each minute, is 1. */
type Check = Required<Pick<CloudwatchMetricAlarmConfig, 'namespace' | 'metricName' | 'dimensions'>> &
  Pick<CloudwatchMetricAlarmConfig, 'alarmDescription' | 'treatMissingData'>;

/** An alarm of a host. */
interface Alarm {
  readonly host: string;
  readonly watched: Watched;
  readonly check: Check;
}

/**
 * An alarm per host and one per data volume, on what AWS sees from outside. How full memory and file systems are, only
 * an agent on the host could say, and CloudWatch's does not run on FreeBSD.
 *
 * @returns the ARN of the topic that alarms go to; undefined where there is none
 */
export function addAlarms(
  scope: Construct,
  environment: Environment,
  instances: ByHost<Instance>,
  volumes: ByHost<EbsVolume>,
): string | undefined {
  if (!environment.aws.alarms) return undefined;
  const topic = topicOf(scope, environment);
  const alarm = (host: string, watched: Watched, check: Check) =>
    addAlarm(scope, environment, topic, { host, watched, check });
  for (const [host, instance] of instances) alarm(host, 'status', unhealthy(instance));
  for (const [host, volume] of volumes) alarm(host, 'volume', stalled(volume));
  return topic;
}

/** A topic of the environment's own is not encrypted: alarms cannot use Amazon's key for topics (CloudWatch user guide). */
function topicOf(scope: Construct, environment: Environment): string | undefined {
  const { alarmTopic } = environment.aws;
  if (alarmTopic !== 'own') return alarmTopic;
  const name = fullName(environment, 'alarms');
  return new SnsTopic(scope, 'alarms', { name, tags: nameTag(environment, 'alarms') }).arn;
}

/** A host that does not report is stopped or gone. */
function unhealthy({ id }: Instance): Check {
  return {
    namespace: 'AWS/EC2',
    metricName: 'StatusCheckFailed',
    dimensions: { InstanceId: id },
    alarmDescription: 'The host or what it runs on does not work',
    treatMissingData: 'breaching',
  };
}

/** A volume that is attached to nothing does not report; its host's alarm tells that. */
function stalled({ id }: EbsVolume): Check {
  return {
    namespace: 'AWS/EBS',
    metricName: 'VolumeStalledIOCheck',
    dimensions: { VolumeId: id },
    alarmDescription: 'The data volume does not complete reads and writes',
    treatMissingData: 'notBreaching',
  };
}

function addAlarm(
  scope: Construct,
  environment: Environment,
  topic: string | undefined,
  { host, watched, check }: Alarm,
): void {
  new CloudwatchMetricAlarm(scope, `alarm_${watched}_${host}`, {
    ...check,
    alarmName: alarmName(environment, host, watched),
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    period: 60,
    evaluationPeriods: 2,
    ...(topic === undefined ? {} : { alarmActions: [topic], okActions: [topic] }),
    tags: nameTag(environment, `${host}-${watched}`),
  });
}
