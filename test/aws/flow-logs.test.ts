import test from 'ava';
import { small } from '../_environment.ts';
import { reference, resource, resources, synth } from './_synth.ts';

test('a protected environment keeps for a year who spoke with whom and who was refused', async (t) => {
  const stack = await synth(small({ protected: true }));
  t.like(resource(stack, 'aws_cloudwatch_log_group', 'flow_log_group'), {
    name: 'vedette/small/flow-logs',
    retention_in_days: 365,
  });
  t.like(resource(stack, 'aws_flow_log', 'flow_log'), {
    vpc_id: reference('aws_vpc.vpc.id'),
    traffic_type: 'ALL',
    log_destination: reference('aws_cloudwatch_log_group.flow_log_group.arn'),
    iam_role_arn: reference('aws_iam_role.flow_log_role.arn'),
    depends_on: ['aws_iam_role_policy.flow_log_role_policy'],
  });
});

test('what delivers flow logs may write into their group and do nothing else', async (t) => {
  const stack = await synth(small({ network: { cidr: '10.9.0.0/24', flowLogDays: 30 } }));
  const { policy, role } = resource(stack, 'aws_iam_role_policy', 'flow_log_role_policy');
  t.is(role, reference('aws_iam_role.flow_log_role.id'));
  t.deepEqual(JSON.parse(String(policy)).Statement, [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: `${reference('aws_cloudwatch_log_group.flow_log_group.arn')}:*`,
    },
  ]);
  const { assume_role_policy: taken } = resource(stack, 'aws_iam_role', 'flow_log_role');
  t.deepEqual(JSON.parse(String(taken)).Statement, [
    { Effect: 'Allow', Principal: { Service: 'vpc-flow-logs.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
});

test('the definition switches flow logs on and off', async (t) => {
  const days = async (flowLogDays: number, isProtected: boolean) => {
    const stack = await synth(
      small({ protected: isProtected, network: { cidr: '10.9.0.0/24', flowLogDays } }),
    );
    return Object.values(resources(stack, 'aws_cloudwatch_log_group')).map((each) => each.retention_in_days);
  };
  t.deepEqual(await days(90, false), [90]);
  t.deepEqual(await days(0, true), []);
});
