/**
 * How what an environment consists of is found without Terraform's state, by the type that Terraform knows it as. Most is
 * listed by AWS with its tags (GetResources of the tagging API); the rest follows from what is.
 */

/** Listed with its tags, under an ARN of this service whose resource begins like this. */
interface ByTag {
  readonly service: string;
  /** What stands before the id or name: `instance/`, `secret:`. */
  readonly prefix: string;
  /** What Terraform calls its id: what stands behind the prefix, or the whole ARN. @default the part behind */
  readonly id?: 'arn';
  /** True where AWS lists it for a while after its end; the listing does not tell. @default false */
  readonly lingers?: true;
}

/** Not listed. It has no id but its name, which the definition decides. */
interface ByName {
  readonly byName: string;
}

/** Not listed, as it can have no tags. Its id is made of those of others. */
interface ByOthers {
  readonly byOthers: string;
}

/** Not in AWS, or not to be found: why. */
interface Unfindable {
  readonly unfindable: string;
}

export type Listing = ByTag | ByName | ByOthers | Unfindable;

/** AWS lists an instance that is terminated, and a NAT gateway that is deleted, for about an hour (EC2 and VPC user guides). */
const lingers = true;

function ec2(kind: string): ByTag {
  return { service: 'ec2', prefix: `${kind}/` };
}

const NO_TAGS = 'it can have no tags';

/** GetResources does not support roles (tagging API reference, supported services), and profiles but at times. */
const NOT_LISTED = 'the tagging API does not list it';

/** Every type in the stacks of vedette, and the snapshots that are taken of their volumes. */
export const LISTINGS: Readonly<Record<string, Listing>> = {
  aws_vpc: ec2('vpc'),
  aws_subnet: ec2('subnet'),
  aws_internet_gateway: ec2('internet-gateway'),
  aws_eip: ec2('elastic-ip'),
  aws_nat_gateway: { ...ec2('natgateway'), lingers },
  aws_route_table: ec2('route-table'),
  aws_route: { byOthers: NO_TAGS },
  aws_route_table_association: { byOthers: NO_TAGS },
  aws_vpc_endpoint: ec2('vpc-endpoint'),
  aws_ec2_instance_connect_endpoint: ec2('instance-connect-endpoint'),
  aws_flow_log: ec2('vpc-flow-log'),
  aws_security_group: ec2('security-group'),
  aws_default_security_group: ec2('security-group'),
  aws_vpc_security_group_egress_rule: ec2('security-group-rule'),
  aws_vpc_security_group_ingress_rule: ec2('security-group-rule'),
  aws_instance: { ...ec2('instance'), lingers },
  aws_placement_group: ec2('placement-group'),
  aws_ebs_volume: { ...ec2('volume'), lingers },
  aws_ebs_snapshot: ec2('snapshot'),
  aws_volume_attachment: { byOthers: NO_TAGS },
  aws_iam_role: { byName: NOT_LISTED },
  aws_iam_role_policy: { byOthers: NO_TAGS },
  aws_iam_instance_profile: { byName: NOT_LISTED },
  // With a recovery window it is listed as long as that lasts, and can be had back.
  aws_secretsmanager_secret: { service: 'secretsmanager', prefix: 'secret:', id: 'arn', lingers },
  aws_secretsmanager_secret_version: {
    unfindable: 'AWS would be asked for the password itself, and Terraform would write it into the state',
  },
  aws_cloudwatch_metric_alarm: { service: 'cloudwatch', prefix: 'alarm:' },
  aws_cloudwatch_log_group: { service: 'logs', prefix: 'log-group:' },
  aws_sns_topic: { service: 'sns', prefix: '', id: 'arn' },
  aws_dlm_lifecycle_policy: { service: 'dlm', prefix: 'policy/' },
  terraform_data: { unfindable: 'it is in the state alone' },
};
