/** What the checks of scanners ask for that the page on security says to pass, judged on a stack. */
import { type Block, resources, type StackFile } from './_synth.ts';

type Judge = (stack: StackFile) => boolean;

const every =
  (type: string, holds: (block: Block) => boolean): Judge =>
  (stack) =>
    Object.values(resources(stack, type)).every(holds);

const INGRESS = 'aws_vpc_security_group_ingress_rule';
const EGRESS = 'aws_vpc_security_group_egress_rule';

const fromGroup = every(INGRESS, (rule) => !('cidr_ipv4' in rule || 'cidr_ipv6' in rule));
const described: Judge = (stack) =>
  ['aws_security_group', INGRESS, EGRESS].every((type) =>
    every(type, ({ description }) => String(description ?? '') !== '')(stack),
  );
const encrypted = every('aws_ebs_volume', (volume) => volume.encrypted === true);
const closed: Judge = (stack) =>
  Object.values(resources(stack, 'aws_default_security_group')).length === 1 &&
  every('aws_default_security_group', ({ ingress, egress }) => `${ingress}${egress}` === '')(stack);

/** A statement of a policy. */
interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string;
  readonly Principal?: object;
}

function statements(block: Block, argument: string): readonly Statement[] {
  return JSON.parse(String(block[argument])).Statement;
}

/** What may be done: nothing that gives rights, hands on credentials or reads at large. */
const KNOWN_ACTIONS = [
  'secretsmanager:GetSecretValue',
  ...['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
  ...['ec2:CreateSnapshot', 'ec2:CreateTags', 'ec2:CopySnapshot', 'ec2:DeleteSnapshot'],
];

/** What only tells something cannot be limited to some resources (EC2, service authorization reference). */
const TELLS = /^ec2:Describe[A-Za-z]+$/;

const leastRights = every('aws_iam_role_policy', (block) =>
  statements(block, 'policy').every(({ Action, Resource = '*' }) => {
    const actions = [Action].flat();
    return Resource === '*'
      ? actions.every((action) => TELLS.test(action))
      : actions.every((action) => KNOWN_ACTIONS.includes(action));
  }),
);
const forServices = every('aws_iam_role', (block) =>
  statements(block, 'assume_role_policy').every(({ Principal }) =>
    /^\{"Service":"[a-z0-9-]+\.amazonaws\.com"\}$/.test(JSON.stringify(Principal)),
  ),
);
const withoutPolicies: Judge = ({ resource }) =>
  !('aws_iam_role_policy_attachment' in resource) &&
  Object.values(resource.aws_iam_role ?? {}).every((role) => !('managed_policy_arns' in role));

/** Addresses of NAT gateways; a gateway has one of its own, or one in each zone. */
const addressesUsed: Judge = (stack) => {
  const gateways = JSON.stringify(resources(stack, 'aws_nat_gateway'));
  return Object.keys(resources(stack, 'aws_eip')).every((name) =>
    gateways.includes(`\${aws_eip.${name}.id}`),
  );
};

/** By the check's number. */
export const PASSES: Readonly<Record<string, Judge>> = {
  CKV2_AWS_12: closed,
  'AVD-AWS-0173': closed,
  'EC2.2': closed,
  CKV_AWS_382: every(EGRESS, (rule) => rule.ip_protocol === 'tcp' && rule.from_port === rule.to_port),
  CKV_AWS_24: fromGroup,
  CKV_AWS_25: fromGroup,
  CKV_AWS_260: fromGroup,
  CKV_AWS_277: fromGroup,
  'AVD-AWS-0107': fromGroup,
  CKV_AWS_23: described,
  'AVD-AWS-0099': described,
  'AVD-AWS-0124': described,
  CKV_AWS_130: every('aws_subnet', (subnet) => !('map_public_ip_on_launch' in subnet)),
  'AVD-AWS-0164': every('aws_subnet', (subnet) => !('map_public_ip_on_launch' in subnet)),
  CKV2_AWS_19: addressesUsed,
  CKV2_AWS_35: every('aws_route', (route) => !('instance_id' in route || 'network_interface_id' in route)),
  CKV_AWS_79: every(
    'aws_instance',
    ({ metadata_options: options }) => Object(options).http_tokens === 'required',
  ),
  'AVD-AWS-0028': every(
    'aws_instance',
    ({ metadata_options: options }) => Object(options).http_tokens === 'required',
  ),
  'EC2.8': every(
    'aws_instance',
    ({ metadata_options: options }) => Object(options).http_tokens === 'required',
  ),
  CKV_AWS_8: every('aws_instance', ({ root_block_device: disk }) => Object(disk).encrypted === true),
  'AVD-AWS-0131': every('aws_instance', ({ root_block_device: disk }) => Object(disk).encrypted === true),
  CKV_AWS_3: encrypted,
  CKV2_AWS_2: encrypted,
  'AVD-AWS-0026': encrypted,
  CKV_AWS_46: every(
    'aws_instance',
    ({ user_data: script }) => !/AKIA|aws_secret|BEGIN [A-Z ]*PRIVATE KEY/.test(String(script)),
  ),
  CKV2_AWS_41: every('aws_instance', (instance) => 'iam_instance_profile' in instance),
  CKV_AWS_60: forServices,
  CKV_AWS_61: forServices,
  CKV_AWS_274: withoutPolicies,
  CKV2_AWS_56: withoutPolicies,
  CKV_AWS_62: leastRights,
  CKV_AWS_63: leastRights,
  CKV_AWS_355: leastRights,
  CKV2_AWS_40: leastRights,
  CKV_AWS_286: leastRights,
  CKV_AWS_287: leastRights,
  CKV_AWS_288: leastRights,
  CKV_AWS_289: leastRights,
  CKV_AWS_290: leastRights,
  CKV_AWS_66: every('aws_cloudwatch_log_group', ({ retention_in_days: days }) => Number(days) > 0),
  CKV_AWS_319: every('aws_cloudwatch_metric_alarm', (alarm) => alarm.actions_enabled !== false),
};
