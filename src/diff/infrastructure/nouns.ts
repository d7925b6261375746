/** What resources are called by those who know AWS and not Terraform. */
import { type Evaluated, isList } from './expression.ts';
import { splitAddress } from './side.ts';

const NOUNS: Readonly<Record<string, string>> = {
  aws_vpc: 'VPC',
  aws_internet_gateway: 'internet gateway',
  aws_subnet: 'subnet',
  aws_route_table: 'route table',
  aws_route: 'route to the internet',
  aws_route_table_association: 'routes of a subnet',
  aws_eip: 'address of the NAT gateway',
  aws_nat_gateway: 'NAT gateway',
  aws_security_group: 'security group',
  aws_default_security_group: 'default security group',
  aws_vpc_security_group_ingress_rule: 'rule of a security group',
  aws_vpc_security_group_egress_rule: 'rule of a security group',
  aws_secretsmanager_secret: 'password',
  aws_secretsmanager_secret_version: 'version of the password',
  aws_iam_role: 'role',
  aws_iam_role_policy: 'permissions of a role',
  aws_iam_instance_profile: 'instance profile of the hosts',
  aws_placement_group: 'placement group',
  aws_ebs_volume: 'volume',
  aws_instance: 'host',
  aws_volume_attachment: 'attachment of a volume',
  aws_cloudwatch_metric_alarm: 'alarm',
  aws_sns_topic: 'alarm topic',
  aws_ec2_instance_connect_endpoint: 'endpoint for logging in',
  aws_dlm_lifecycle_policy: 'schedule of the backups',
  aws_vpc_endpoint: 'endpoint of the secret store',
  aws_flow_log: 'flow log',
  aws_cloudwatch_log_group: 'group of flow logs',
};

/** Those of a type that is there for several things, by name. */
const NAMED: Readonly<Record<string, string>> = {
  backups_role: 'role of the backups',
  backups_role_policy: 'permissions of the backups',
  authority: 'authority of the certificates',
  certificate: 'certificate',
};

/** What a resource is of its type: a part that every host has one of is the same for all of them. */
export function partOf(name: string): string {
  return name.replace(/^certificate_.+$/, 'certificate');
}

/** What a resource is called. One of a type that nobody knows here keeps its name of Terraform. */
export function nounOf({ type, name }: { readonly type: string; readonly name: string }): string {
  return entry(NAMED, partOf(name)) ?? entry(NOUNS, type) ?? type;
}

/** An entry of a table by a name from outside, which may be one that every object inherits: `valueOf`. */
export function entry(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A resource, as `the subnet of zone c` for `aws_subnet.subnet_c`. */
export function describe(address: string): string {
  const resource = splitAddress(address);
  const { type, name } = resource;
  if (entry(NOUNS, type) === undefined) return address;
  const [, label] =
    /^(?:instance|volume|subnet|security_group|route_table|certificate)_([a-z0-9-]+)$/.exec(name) ?? [];
  if (label === undefined) return `the ${nounOf(resource)}`;
  if (label === 'public') return `the public ${nounOf(resource)}`;
  if (type === 'aws_instance') return `the host ${label}`;
  return `the ${nounOf(resource)} of ${type === 'aws_subnet' ? `zone ${label}` : label}`;
}

/** A value of an argument as a row shows it. */
export function shown(value: Evaluated): string {
  if (value.kind === 'untold') return 'not known';
  if (value.kind === 'later')
    return value.waitsFor.length === 0
      ? 'known when it is applied'
      : `${value.waitsFor.map(describe).join(' and ')}, a new one`;
  const { value: content } = value;
  if (isList(content) && content.every((each) => typeof each === 'string'))
    return content.length === 0 ? 'none' : content.map(inWords).sort().join(', ');
  return content === null ? 'none' : inWords(typeof content === 'string' ? content : JSON.stringify(content));
}

/** A reference to what stays as it is stands in a value as it was written. */
function inWords(text: string): string {
  return text.replaceAll(/\$\{((?:data\.)?[\w-]+\.[\w-]+)(?:\.[\w-]+)*\}/g, (_, address: string) =>
    describe(address),
  );
}
