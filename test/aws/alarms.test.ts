import test from 'ava';
import { dataHosts } from '../../src/topology/environment.ts';
import { shipped } from '../_environment.ts';
import { changed, reference, resource, resources, synth } from './_synth.ts';

const ALARM = 'aws_cloudwatch_metric_alarm';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:pager';

test('a protected environment has an alarm for each host and one for each volume', async (t) => {
  const environment = await shipped('production');
  t.deepEqual(Object.keys(resources(await synth(environment), ALARM)), [
    ...environment.hosts.map(({ name }) => `alarm_status_${name}`),
    ...dataHosts(environment).map(({ name }) => `alarm_volume_${name}`),
  ]);
});

test('an environment that is not protected and names no topic has no alarms', async (t) => {
  t.deepEqual(resources(await synth(await shipped('lab')), ALARM), {});
});

test('without a topic alarms tell nobody', async (t) => {
  const stack = await synth(await shipped('production'));
  t.deepEqual(resources(stack, 'aws_sns_topic'), {});
  for (const alarm of Object.values(resources(stack, ALARM))) t.false('alarm_actions' in alarm);
});

test('a topic that is there is told of every alarm and of its end', async (t) => {
  const stack = await synth(await changed('lab', { aws: { alarmTopic: TOPIC } }));
  t.deepEqual(resources(stack, 'aws_sns_topic'), {});
  for (const alarm of Object.values(resources(stack, ALARM)))
    t.like(alarm, { alarm_actions: [TOPIC], ok_actions: [TOPIC] });
  t.is(stack.output.alarm_topic?.value, TOPIC);
});

test('a topic of its own is created where the definition asks for it', async (t) => {
  const stack = await synth(await changed('lab', { aws: { alarmTopic: 'own' } }));
  const arn = reference('aws_sns_topic.alarms.arn');
  t.is(resource(stack, 'aws_sns_topic', 'alarms').name, 'lab-alarms');
  t.like(resource(stack, ALARM, 'alarm_status_ns'), { alarm_actions: [arn] });
  t.is(stack.output.alarm_topic?.value, arn);
});

test('an alarm goes off when a host fails its checks for two minutes, or no longer reports', async (t) => {
  const stack = await synth(await shipped('production'));
  t.like(resource(stack, ALARM, 'alarm_status_data1'), {
    alarm_name: 'production_data1-status',
    namespace: 'AWS/EC2',
    metric_name: 'StatusCheckFailed',
    dimensions: { InstanceId: reference('aws_instance.instance_data1.id') },
    comparison_operator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    statistic: 'Maximum',
    period: 60,
    evaluation_periods: 2,
    treat_missing_data: 'breaching',
  });
});

test('an alarm goes off when a volume completes nothing for two minutes', async (t) => {
  const stack = await synth(await shipped('production'));
  t.like(resource(stack, ALARM, 'alarm_volume_data1'), {
    alarm_name: 'production_data1-volume',
    namespace: 'AWS/EBS',
    metric_name: 'VolumeStalledIOCheck',
    dimensions: { VolumeId: reference('aws_ebs_volume.volume_data1.id') },
    treat_missing_data: 'notBreaching',
  });
});
