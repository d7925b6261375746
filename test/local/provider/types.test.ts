import test from 'ava';
import type { LocalCloud } from '../../../src/local/connection.ts';
import { connect } from '../../../src/local/connection.ts';
import { DATA_SOURCES, EPHEMERAL_RESOURCES } from '../../../src/local/provider/data-sources.ts';
import type { Existing, World } from '../../../src/local/provider/resource-type.ts';
import { Schemas } from '../../../src/local/provider/schemas.ts';
import { type Attributes, stringOf } from '../../../src/local/provider/value.ts';

const schemas = new Schemas();
const account = { environment: 'lab', region: 'eu-central-1', defaultTags: {} };

/** An account in which some objects exist. Its cloud is not asked for anything here. */
function world(existing: Readonly<Record<string, readonly Existing[]>> = {}): World {
  const cloud: LocalCloud = connect({ name: 'lab', pid: 0, startTime: undefined, folder: '/', user: 'root' });
  const all = (type: string): readonly Existing[] => existing[type] ?? [];
  return { account, cloud, objects: [], all, find: (type, id) => all(type).find((each) => each.id === id) };
}

/** A configuration in which everything that is not given is null, as on the wire. */
function config(name: string, given: Attributes): Attributes {
  const { attributes } = schemas.resource(name).block;
  return { ...Object.fromEntries(Object.keys(attributes).map((key) => [key, null])), ...given };
}

const REFUSED: readonly (readonly [string, string, Attributes, string])[] = [
  ['a VPC larger than /16', 'aws_vpc', { cidr_block: '10.0.0.0/8' }, 'cidr_block'],
  ['a VPC with host bits', 'aws_vpc', { cidr_block: '10.0.0.1/24' }, 'cidr_block'],
  ['a route without a target', 'aws_route', { destination_cidr_block: '0.0.0.0/0' }, 'carrier_gateway_id'],
  [
    'a route with two targets',
    'aws_route',
    { destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1', nat_gateway_id: 'nat-1' },
    'nat_gateway_id',
  ],
  ['a rule without a source', 'aws_vpc_security_group_ingress_rule', {}, 'cidr_ipv4'],
  [
    'a rule with two sources',
    'aws_vpc_security_group_ingress_rule',
    { cidr_ipv4: '10.0.0.0/8', referenced_security_group_id: 'sg-1' },
    'referenced_security_group_id',
  ],
  ['a group that is called like an id', 'aws_security_group', { name: 'sg-data' }, 'name'],
  ['user-data above 16 KB', 'aws_instance', { user_data: 'x'.repeat(16_385) }, 'user_data'],
  ['a volume without a size', 'aws_ebs_volume', {}, 'size'],
  ['a role with a space in its name', 'aws_iam_role', { name: 'a b' }, 'name'],
  ['a policy that is not JSON', 'aws_iam_role_policy', { policy: '{' }, 'policy'],
  [
    'a recovery window of three days',
    'aws_secretsmanager_secret',
    { recovery_window_in_days: 3 },
    'recovery_window_in_days',
  ],
  [
    'a write-only value without a version',
    'aws_secretsmanager_secret_version',
    { secret_string_wo: 'x' },
    'secret_string_wo',
  ],
  ['an alarm without a statistic', 'aws_cloudwatch_metric_alarm', { metric_name: 'x' }, 'metric_name'],
  [
    'a regional NAT gateway in a subnet',
    'aws_nat_gateway',
    { availability_mode: 'regional', vpc_id: 'vpc-1', subnet_id: 'subnet-1' },
    'subnet_id',
  ],
  ['a regional NAT gateway without a VPC', 'aws_nat_gateway', { availability_mode: 'regional' }, 'vpc_id'],
  [
    'private DNS of a gateway endpoint',
    'aws_vpc_endpoint',
    { private_dns_enabled: true },
    'private_dns_enabled',
  ],
  ['logs for ten days', 'aws_cloudwatch_log_group', { retention_in_days: 10 }, 'retention_in_days'],
  ['a log group with a space', 'aws_cloudwatch_log_group', { name: 'a b' }, 'name'],
  ['a topic with a dot', 'aws_sns_topic', { name: 'a.b' }, 'name'],
];

for (const [title, name, given, attribute] of REFUSED)
  test(`${title} is refused before anything is planned`, (t) => {
    t.is(schemas.resource(name).type.refuses?.(config(name, given))?.attribute, attribute);
  });

const VPC = { aws_vpc: [{ id: 'vpc-1', attributes: { cidr_block: '10.0.0.0/16' } }] };
const SUBNET = { id: 'subnet-1', attributes: { vpc_id: 'vpc-1', cidr_block: '10.0.1.0/24' } };
const seat = (ipv4: string): Attributes => ({ subnet_configuration: [{ subnet_id: 'subnet-1', ipv4 }] });
const RULE = {
  security_group_id: 'sg-1',
  ip_protocol: 'tcp',
  from_port: 1,
  to_port: 1,
  cidr_ipv4: '10.0.0.0/8',
};

const DENIED: readonly (readonly [string, string, Attributes, World, RegExp])[] = [
  [
    'a subnet outside its VPC',
    'aws_subnet',
    { vpc_id: 'vpc-1', cidr_block: '10.1.0.0/24' },
    world(VPC),
    /InvalidSubnet\.Range/,
  ],
  [
    'a subnet that overlaps another',
    'aws_subnet',
    { vpc_id: 'vpc-1', cidr_block: '10.0.1.128/25' },
    world({ ...VPC, aws_subnet: [SUBNET] }),
    /InvalidSubnet\.Conflict/,
  ],
  [
    'a subnet in a zone of another region',
    'aws_subnet',
    { vpc_id: 'vpc-1', cidr_block: '10.0.1.0/24', availability_zone: 'us-east-1a' },
    world(VPC),
    /us-east-1a is no availability zone of eu-central-1/,
  ],
  [
    'a group whose name is taken in the VPC',
    'aws_security_group',
    { name: 'data', description: 'x', vpc_id: 'vpc-1' },
    world({ aws_security_group: [{ id: 'sg-1', attributes: { name: 'data', vpc_id: 'vpc-1' } }] }),
    /InvalidGroup\.Duplicate/,
  ],
  [
    'a description with an apostrophe',
    'aws_security_group',
    { name: 'data', description: "Redis' hosts" },
    world(),
    /InvalidParameterValue/,
  ],
  [
    'a rule that exists already',
    'aws_vpc_security_group_ingress_rule',
    RULE,
    world({ aws_vpc_security_group_ingress_rule: [{ id: 'sgr-1', attributes: RULE }] }),
    /InvalidPermission\.Duplicate/,
  ],
  [
    'a rule for every protocol with ports',
    'aws_vpc_security_group_egress_rule',
    { ...RULE, ip_protocol: '-1' },
    world(),
    /has no ports/,
  ],
  [
    'a policy with a condition that is not simulated',
    'aws_iam_role_policy',
    { policy: '{"Statement":[{"Condition":{"Bool":{}}}]}' },
    world(),
    /leave out Bool/,
  ],
  [
    'a secret whose name is scheduled for deletion',
    'aws_secretsmanager_secret',
    { name: 'a' },
    world({ scheduled_for_deletion: [{ id: 'a', attributes: {} }] }),
    /already scheduled for deletion/,
  ],
  [
    'a volume in another zone than its instance',
    'aws_volume_attachment',
    { volume_id: 'vol-1', instance_id: 'i-1' },
    world({
      aws_ebs_volume: [{ id: 'vol-1', attributes: { availability_zone: 'eu-central-1a' } }],
      aws_instance: [{ id: 'i-1', attributes: { availability_zone: 'eu-central-1b' } }],
    }),
    /InvalidVolume\.ZoneMismatch/,
  ],
  [
    'a second policy of snapshots of the same volumes',
    'aws_dlm_lifecycle_policy',
    { policy_details: [{ target_tags: { 'vedette:data': 'lab' } }] },
    world({
      aws_dlm_lifecycle_policy: [
        { id: 'policy-1', attributes: { policy_details: [{ target_tags: { 'vedette:data': 'lab' } }] } },
      ],
    }),
    /are those of the policy policy-1 already/,
  ],
  ['a policy of snapshots of no volumes', 'aws_dlm_lifecycle_policy', {}, world(), /needs target tags/],
  [
    'a second endpoint for logging in to a VPC',
    'aws_ec2_instance_connect_endpoint',
    { subnet_id: 'subnet-1' },
    world({
      aws_subnet: [SUBNET],
      aws_ec2_instance_connect_endpoint: [{ id: 'eice-1', attributes: { vpc_id: 'vpc-1' } }],
    }),
    /InstanceConnectEndpointLimitExceeded/,
  ],
  [
    'an instance at the address of an endpoint',
    'aws_instance',
    { subnet_id: 'subnet-1', private_ip: '10.0.1.9' },
    world({
      aws_subnet: [SUBNET],
      aws_vpc_endpoint: [{ id: 'vpce-1', attributes: { subnet_configuration: [{ ipv4: '10.0.1.9' }] } }],
    }),
    /InvalidIPAddress\.InUse/,
  ],
  [
    'an endpoint at the address of an instance',
    'aws_vpc_endpoint',
    seat('10.0.1.9'),
    world({ aws_subnet: [SUBNET], aws_instance: [{ id: 'i-1', attributes: { private_ip: '10.0.1.9' } }] }),
    /InvalidIPAddress\.InUse/,
  ],
  [
    'an endpoint at an address that AWS keeps',
    'aws_vpc_endpoint',
    seat('10.0.1.3'),
    world({ aws_subnet: [SUBNET] }),
    /is not one of subnet subnet-1/,
  ],
  [
    'private DNS in a VPC without names of hosts',
    'aws_vpc_endpoint',
    { vpc_id: 'vpc-1', private_dns_enabled: true },
    world(VPC),
    /requires both enableDnsSupport and enableDnsHostnames/,
  ],
  [
    'a second endpoint with the same private DNS',
    'aws_vpc_endpoint',
    { vpc_id: 'vpc-2', service_name: 'secrets', private_dns_enabled: true },
    world({
      aws_vpc: [{ id: 'vpc-2', attributes: { enable_dns_support: true, enable_dns_hostnames: true } }],
      aws_vpc_endpoint: [{ id: 'vpce-1', attributes: { vpc_id: 'vpc-2', service_name: 'secrets' } }],
    }),
    /conflicting DNS domain/,
  ],
  [
    'a flow log to a group that is not there',
    'aws_flow_log',
    { vpc_id: 'vpc-1', log_destination: 'arn:group' },
    world(),
    /LogDestination: arn:group does not exist/,
  ],
  [
    'a log group whose name is taken',
    'aws_cloudwatch_log_group',
    {},
    world({ aws_cloudwatch_log_group: [{ id: 'new', attributes: {} }] }),
    /ResourceAlreadyExistsException/,
  ],
  ['an instance without a subnet', 'aws_instance', {}, world(), /needs subnet_id/],
];

test('a policy with any condition passes where its role is that of a service, which does nothing here', (t) => {
  const role = { id: 'backups', attributes: { assume_role_policy: '{"Service":"dlm.amazonaws.com"}' } };
  const given = config('aws_iam_role_policy', {
    role: 'backups',
    policy: '{"Statement":[{"Condition":{"Bool":{}}}]}',
  });
  t.notThrows(() =>
    schemas.resource('aws_iam_role_policy').type.checks?.('new', given, world({ aws_iam_role: [role] })),
  );
});

for (const [title, name, given, where, message] of DENIED)
  test(`${title} is refused when it is created`, (t) => {
    t.throws(() => schemas.resource(name).type.checks?.('new', config(name, given), where), { message });
  });

test('a random password has the characters that were asked for', (t) => {
  const { open } = EPHEMERAL_RESOURCES.aws_secretsmanager_random_password ?? {};
  const made = (given: Attributes) => stringOf(open?.(given).random_password);
  t.regex(made({ exclude_punctuation: true }), /^[A-Za-z0-9]{32}$/);
  t.regex(
    made({ password_length: 3, require_each_included_type: true, exclude_punctuation: true }),
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{3}$/,
  );
  t.not(made({}), made({}));
  t.throws(() => made({ password_length: 0 }), { message: /InvalidParameterException/ });
});

test('the image of a release is the same whenever it is asked for, and another one per architecture', (t) => {
  const image = (arch: string) =>
    DATA_SOURCES.aws_ssm_parameter?.read(
      { name: `/aws/service/freebsd/${arch}/base/ufs/15.1/RELEASE` },
      account,
      [],
    ).insecure_value;
  t.regex(stringOf(image('arm64')), /^ami-[0-9a-f]{17}$/);
  t.is(image('arm64'), image('arm64'));
  t.not(image('arm64'), image('amd64'));
  t.throws(() => DATA_SOURCES.aws_ssm_parameter?.read({ name: '/a' }, account, []), {
    message: /ParameterNotFound/,
  });
});
