import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { globalName, nameTag } from './names.ts';
import type { Network } from './network.ts';
import { addServiceRole } from './service-role.ts';

/** What delivers flow logs has to do in a log group (VPC user guide, flow logs: roles for CloudWatch Logs). */
const DELIVERS = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];

/** Writes down who spoke with whom in the VPC, and who was refused, for as many days as the definition says. */
export function addFlowLogs(scope: Construct, environment: Environment, { vpcId }: Network): void {
  const { flowLogDays } = environment.network;
  if (flowLogDays === 0) return;
  const group = new CloudwatchLogGroup(scope, 'flow_log_group', {
    name: `vedette/${environment.name}/flow-logs`,
    retentionInDays: flowLogDays,
    tags: nameTag(environment, 'flow-logs'),
  });
  const { role, granted } = addServiceRole(scope, 'flow_log_role', {
    name: globalName(environment, 'flows'),
    description: 'Delivers the flow logs of the VPC',
    service: 'vpc-flow-logs.amazonaws.com',
    right: 'write-flow-logs',
    statements: [{ Action: DELIVERS, Resource: `${group.arn}:*` }],
  });
  new FlowLog(scope, 'flow_log', {
    vpcId,
    trafficType: 'ALL',
    logDestination: group.arn,
    iamRoleArn: role.arn,
    tags: nameTag(environment, 'flow-logs'),
    dependsOn: [granted],
  });
}
