/** What Terraform's arguments are called in a definition: the keys of rows. */
import { describe, entry, partOf } from './nouns.ts';

/** The key of a row by `type.argument`, or by the type where every argument of it is about one thing. */
const KEYS: Readonly<Record<string, string>> = {
  'aws_instance.instance_type': 'host/size',
  'aws_instance.private_ip': 'host/address',
  'aws_instance.subnet_id': 'host/zone',
  'aws_instance.availability_zone': 'host/zone',
  'aws_instance.vpc_security_group_ids': 'host/roles',
  'aws_instance.associate_public_ip_address': 'network.egress',
  'aws_instance.ami': 'aws.image',
  'aws_instance.credit_specification.cpu_credits': 'aws.cpuCredits',
  'aws_instance.key_name': 'aws.keyPair',
  'aws_instance.disable_api_termination': 'protected',
  'aws_instance.force_destroy': 'protected',
  'aws_instance.placement_group': 'protected',
  'aws_ebs_volume.availability_zone': 'host/zone',
  'aws_ebs_volume.final_snapshot': 'protected',
  'aws_secretsmanager_secret.recovery_window_in_days': 'protected',
  'aws_secretsmanager_secret_version.secret_string_wo_version': 'aws.passwordVersion',
  'aws_iam_role.name': 'aws.region',
  'aws_iam_instance_profile.name': 'aws.region',
  'aws_instance.iam_instance_profile': 'aws.region',
  'aws_vpc.cidr_block': 'network.cidr',
  'aws_subnet.availability_zone': 'aws.region',
  'aws_cloudwatch_metric_alarm.alarm_actions': 'aws.alarmTopic',
  'aws_cloudwatch_metric_alarm.ok_actions': 'aws.alarmTopic',
  'terraform.backend': 'aws.state',
  'provider.aws.allowed_account_ids': 'aws.account',
  'provider.aws.region': 'aws.region',
  'provider.aws.default_tags': 'aws.tags',
  aws_ebs_volume: 'host/volume',
  aws_secretsmanager_secret: 'password',
  aws_secretsmanager_secret_version: 'password',
  aws_sns_topic: 'aws.alarmTopic',
  aws_cloudwatch_metric_alarm: 'aws.alarms',
  aws_dlm_lifecycle_policy: 'aws.backups',
  aws_ec2_instance_connect_endpoint: 'aws.keyPair',
  aws_subnet: 'network.zones',
  'aws_vpc.enable_dns_hostnames': 'protected',
  'aws_nat_gateway.availability_mode': 'protected',
  'aws_nat_gateway.allocation_id': 'protected',
  'aws_nat_gateway.subnet_id': 'protected',
  'aws_nat_gateway.vpc_id': 'protected',
  'aws_nat_gateway.availability_zone_address': 'network.zones',
  'aws_nat_gateway.replace_triggered_by': 'network.zones',
  'aws_vpc_endpoint.replace_triggered_by': 'network.zones',
  aws_vpc_endpoint: 'protected',
  aws_flow_log: 'network.flowLogDays',
  aws_cloudwatch_log_group: 'network.flowLogDays',
  aws_nat_gateway: 'network.egress',
  aws_security_group: 'open to',
  aws_default_security_group: 'open to',
  aws_vpc_security_group_ingress_rule: 'open to',
  aws_vpc_security_group_egress_rule: 'open to',
};

/** The key of what has a type that is there for several things, by its name. */
const NAMED: Readonly<Record<string, string>> = {
  backups_role: 'aws.backups',
  backups_role_policy: 'aws.backups',
  authority: 'tls.authority',
  certificate: 'certificate',
};

/** These are the same of every resource. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  region: 'aws.region',
  tags: 'aws.tags',
  tags_all: 'aws.tags',
};

/**
 * The key of a row about an argument, or about a whole resource. An unusual argument keeps its name of Terraform.
 *
 * @param name the resource's name, which tells blocks of subnets apart, and the roles of hosts and of others
 */
export function keyOf(type: string, argument?: string, name = ''): string {
  if (argument === undefined) return entry(NAMED, partOf(name)) ?? entry(KEYS, type) ?? type;
  if (type === 'aws_subnet' && argument === 'cidr_block')
    return `network.zones/${name.replace(/^subnet_/, '')}`;
  return (
    entry(EVERYWHERE, argument) ??
    entry(NAMED, partOf(name)) ??
    entry(KEYS, `${type}.${argument}`) ??
    entry(KEYS, type) ??
    `${type}.${argument}`
  );
}

/** The key of a row by the start of what replaces something, from `replace_triggered_by`. */
const TRIGGERS: Readonly<Record<string, string>> = {
  'terraform_data.kind_': 'host/roles',
  'terraform_data.restore': 'aws.restore',
  'terraform_data.nat_zones': 'network.zones',
  'terraform_data.secret_store': 'network.zones',
  'aws_ebs_volume.': 'host/volume',
};

/** The key of a row about what is replaced since something else changes. */
export function keyOfTrigger(trigger: string): string {
  const [, key] = Object.entries(TRIGGERS).find(([start]) => trigger.startsWith(start)) ?? [];
  return key ?? trigger;
}

/** Keys of what decides who can reach or change what. */
const SECURITY: ReadonlySet<string> = new Set([
  'network.flowLogDays',
  'network.egress',
  'protected',
  'open to',
  'aws.keyPair',
  'aws.account',
  'aws.passwordVersion',
  'password',
  'tls.authority',
  'certificate',
]);

/** Whether a row of this key is about security. */
export function isSecurity(key: string): boolean {
  return SECURITY.has(key) || key.startsWith('open to/');
}

/** The host that a resource belongs to, by its name: `volume_data1` is of `data1`. */
export function hostOf(name: string, hosts: ReadonlySet<string>): string | undefined {
  const [, host] =
    /^(?:instance|volume_attachment|volume|alarm_status|alarm_volume|kind|brought|certificate)_(.+)$/.exec(
      name,
    ) ?? [];
  return host !== undefined && hosts.has(host) ? host : undefined;
}

/** What refuses a plan: the key of its row, and the reason in a few words. */
export interface Guard {
  readonly key: string;
  readonly because: string;
}

/** By the start of the address of what refuses (src/aws/guards). */
const GUARDS: Readonly<Record<string, Guard>> = {
  'terraform_data.port_redis': { key: 'redis.port', because: 'its hosts listen on another port' },
  'terraform_data.tls_port_redis': { key: 'tls.port', because: 'its hosts listen on another port' },
  'terraform_data.tls_port_sentinel': {
    key: 'tls.sentinelPort',
    because: 'its hosts listen on another port',
  },
  'terraform_data.port_sentinel': { key: 'sentinel.port', because: 'its hosts listen on another port' },
  'terraform_data.address_': { key: 'host/address', because: 'an address would pass to another host' },
  'terraform_data.environment': { key: 'name', because: 'its state holds another environment' },
  'data.aws_ebs_volumes.': { key: 'retired', because: 'a protected host would go with its data' },
};

/** What it is that refuses: a guard, or else an object that may not be destroyed. */
export function guardOf(address: string): Guard {
  const [, guard] = Object.entries(GUARDS).find(([start]) => address.startsWith(start)) ?? [];
  return guard ?? { key: 'protected', because: `${describe(address)} is protected` };
}
