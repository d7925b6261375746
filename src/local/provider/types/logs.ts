/** Flow logs and log groups. Recorded only: nothing is written to them. */
import { ACCOUNT_ID } from '../../credentials.ts';
import { ApiError, capitals, ec2Arn, ec2Id, type ResourceTypes } from '../resource-type.ts';
import { stringOf } from '../value.ts';

/** CloudWatch Logs, PutRetentionPolicy; 0 stands for ever. */
const RETENTION = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653],
];

export const LOGS: ResourceTypes = {
  aws_cloudwatch_log_group: {
    newId: ({ name, name_prefix: prefix }) =>
      stringOf(name) || `${stringOf(prefix) || 'terraform-'}${capitals(26)}`,
    decides: (id, _, { account: { region } }) => ({
      arn: `arn:aws:logs:${region}:${ACCOUNT_ID}:log-group:${id}`,
      name: id,
    }),
    refuses: ({ name, retention_in_days: days }) => {
      if (typeof name === 'string' && !/^[A-Za-z0-9._/#-]{1,512}$/.test(name))
        return { attribute: 'name', message: `${name} is not up to 512 of the characters A-Za-z0-9._/#-` };
      return typeof days === 'number' && !RETENTION.includes(days)
        ? { attribute: 'retention_in_days', message: `expected one of ${RETENTION.join(', ')}, got ${days}` }
        : undefined;
    },
    checks: (id, _, { find }) => {
      if (find('aws_cloudwatch_log_group', id))
        throw new ApiError('ResourceAlreadyExistsException', 'The specified log group already exists');
    },
  },
  aws_flow_log: {
    refersTo: { vpc_id: 'aws_vpc', subnet_id: 'aws_subnet' },
    newId: ec2Id('fl'),
    decides: (id, _, { account }) => ({ arn: ec2Arn(account, 'vpc-flow-log', id) }),
    checks: (_, { log_destination: group, iam_role_arn: role }, { all }) => {
      const has = (type: string, arn: string) => all(type).some(({ attributes }) => attributes.arn === arn);
      if (!has('aws_cloudwatch_log_group', stringOf(group)))
        throw new ApiError('InvalidParameterValue', `LogDestination: ${stringOf(group)} does not exist`);
      if (!has('aws_iam_role', stringOf(role)))
        throw new ApiError('InvalidParameter', 'Unable to assume given IAM role');
    },
  },
};
