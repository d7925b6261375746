/** What Terraform's arguments are called in a definition: the keys of rows. */

/** The key of a row by `type.argument`, or by the type where every argument of it is about one thing. */
const KEYS: Readonly<Record<string, string>> = {
  'aws_instance.instance_type': 'host/size',
  'aws_instance.private_ip': 'host/address',
  'aws_instance.subnet_id': 'host/zone',
  'aws_instance.availability_zone': 'host/zone',
  'aws_instance.vpc_security_group_ids': 'host/roles',
  'aws_instance.replace_triggered_by': 'host/roles',
  'aws_instance.associate_public_ip_address': 'network.egress',
  'aws_instance.ami': 'aws.image',
  'aws_instance.disable_api_termination': 'protected',
  'aws_instance.force_destroy': 'protected',
  'aws_instance.placement_group': 'protected',
  'aws_ebs_volume.availability_zone': 'host/zone',
  'aws_ebs_volume.final_snapshot': 'protected',
  'aws_secretsmanager_secret.recovery_window_in_days': 'protected',
  'aws_secretsmanager_secret_version.secret_string_wo_version': 'aws.passwordVersion',
  'aws_vpc.cidr_block': 'network.cidr',
  'aws_cloudwatch_metric_alarm.alarm_actions': 'aws.alarmTopic',
  'aws_cloudwatch_metric_alarm.ok_actions': 'aws.alarmTopic',
  'terraform.backend': 'aws.state',
  'provider.aws.region': 'aws.region',
  'provider.aws.default_tags': 'aws.tags',
  aws_ebs_volume: 'host/volume',
  aws_sns_topic: 'aws.alarmTopic',
  aws_cloudwatch_metric_alarm: 'aws.alarms',
  aws_subnet: 'network.zones',
  aws_nat_gateway: 'network.egress',
  aws_eip: 'network.egress',
  aws_route: 'network.egress',
  aws_security_group: 'open to',
  aws_vpc_security_group_ingress_rule: 'open to',
  aws_vpc_security_group_egress_rule: 'open to',
};

/** These are the same of every resource. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  region: 'aws.region',
  tags: 'aws.tags',
  tags_all: 'aws.tags',
};

/** The key of a row about an argument, or about a whole resource. An unusual argument keeps its name of Terraform. */
export function keyOf(type: string, argument?: string): string {
  if (argument === undefined) return KEYS[type] ?? type;
  return EVERYWHERE[argument] ?? KEYS[`${type}.${argument}`] ?? KEYS[type] ?? `${type}.${argument}`;
}

/** Keys of what decides who can reach or change what. */
const SECURITY: ReadonlySet<string> = new Set([
  'network.egress',
  'protected',
  'open to',
  'aws.passwordVersion',
]);

/** Whether a row of this key is about security. */
export function isSecurity(key: string): boolean {
  return SECURITY.has(key) || key.startsWith('open to/');
}

/** The host that a resource belongs to, by its name: `volume_data1` is of `data1`. */
export function hostOf(name: string, hosts: ReadonlySet<string>): string | undefined {
  const [, host] =
    /^(?:instance|volume|volume_attachment|alarm_status|alarm_volume|kind)_(.+)$/.exec(name) ?? [];
  return host !== undefined && hosts.has(host) ? host : undefined;
}
