/** What each type of resource costs by itself: the one table that every estimate is made from. */
import type { JsonObject } from '../synthesized-stack.ts';
import {
  instanceHour,
  type Price,
  type Service,
  servicePrice,
  type VolumePart,
  volumeMonth,
} from './price-list.ts';

/** Hours of a month, as AWS counts them where it asks by the month (AWS Pricing Calculator, assumptions). */
export const HOURS_A_MONTH = 730;

/** One thing that is paid for by time. */
export interface Charge {
  /** For people, such as `host m7g.medium`; what is the same costs the same. */
  readonly kind: string;
  /** In US dollars; undefined where it is not known. */
  readonly perHour: number | undefined;
  /** What it was reckoned with. */
  readonly prices: readonly Price[];
}

/** How a type of resource is paid for. */
export interface Billing {
  /**
   * What is paid for as long as it is there.
   * @default nothing
   */
  readonly charges?: (block: JsonObject, region: string) => readonly Charge[];
  /**
   * What is paid for by use, which no stack tells.
   * @default nothing
   */
  readonly byUse?: string;
  /** Where it stands that the rest costs nothing. */
  readonly source: string;
}

/** An operation a second, and a MiB/s, that a volume of gp3 has without a charge (EBS user guide, gp3). */
const FREE_IOPS = 3_000;
const FREE_MIBPS = 125;

/**
 * The root disk that images of FreeBSD have, in GiB: 10, unless they are larger (cperciva/bsdec2-image-upload, main.c), and
 * they have 5,000 MB (FreeBSD, release/tools/ec2.conf).
 */
const ROOT_GIB = 10;

const VPC = 'aws.amazon.com/vpc/pricing';
const EC2 = 'aws.amazon.com/ec2/pricing/on-demand';
const EBS = 'aws.amazon.com/ebs/pricing';
const IAM = 'aws.amazon.com/iam/faqs';
const SECRETS = 'aws.amazon.com/secrets-manager/pricing';
const CLOUDWATCH = 'aws.amazon.com/cloudwatch/pricing';

const OF_A_VPC: Billing = { source: VPC };
const OF_IAM: Billing = { source: IAM };

/** Every type of resource in the stacks of this package. */
export const BILLING: Readonly<Record<string, Billing>> = {
  aws_vpc: OF_A_VPC,
  aws_subnet: OF_A_VPC,
  aws_internet_gateway: OF_A_VPC,
  aws_route_table: OF_A_VPC,
  aws_route: OF_A_VPC,
  aws_route_table_association: OF_A_VPC,
  aws_default_security_group: OF_A_VPC,
  aws_security_group: OF_A_VPC,
  aws_vpc_security_group_egress_rule: OF_A_VPC,
  aws_vpc_security_group_ingress_rule: OF_A_VPC,
  aws_eip: { charges: (_, region) => [service('public address', 'public-address', region)], source: VPC },
  aws_nat_gateway: { charges: natCharges, byUse: 'traffic through the NAT gateway', source: VPC },
  aws_vpc_endpoint: { charges: endpointCharges, byUse: 'traffic through endpoints', source: VPC },
  aws_flow_log: { byUse: 'flow logs, by what they hold', source: CLOUDWATCH },
  aws_cloudwatch_log_group: { byUse: 'flow logs, by what they hold', source: CLOUDWATCH },
  aws_instance: { charges: instanceCharges, byUse: 'traffic between zones and out of AWS', source: EC2 },
  aws_placement_group: { source: 'EC2 user guide, placement groups' },
  aws_ec2_instance_connect_endpoint: {
    byUse: 'traffic between zones and out of AWS',
    source: 'EC2 user guide, EC2 Instance Connect Endpoint',
  },
  aws_ebs_volume: { charges: (block, region) => volumeCharges('data volume', block, region), source: EBS },
  aws_volume_attachment: { source: EBS },
  aws_dlm_lifecycle_policy: { byUse: 'snapshots, by what they hold', source: EBS },
  aws_secretsmanager_secret: {
    charges: (_, region) => [service('secret', 'secret', region)],
    byUse: 'reading of the secret, 0.05 for 10,000 times',
    source: SECRETS,
  },
  aws_secretsmanager_secret_version: { source: SECRETS },
  aws_cloudwatch_metric_alarm: { charges: alarmCharges, source: CLOUDWATCH },
  aws_sns_topic: { byUse: 'messages of alarms', source: 'aws.amazon.com/sns/pricing' },
  aws_iam_role: OF_IAM,
  aws_iam_role_policy: OF_IAM,
  aws_iam_instance_profile: OF_IAM,
  terraform_data: { source: 'Terraform: it is in the state alone' },
};

/** Burstable hosts that may borrow processor time pay for what they borrow. */
export function creditsOf(block: JsonObject): string | undefined {
  const { cpu_credits: credits } = Object(block.credit_specification);
  return credits === 'unlimited' ? 'processor time that burstable hosts borrow' : undefined;
}

function instanceCharges(block: JsonObject, region: string): readonly Charge[] {
  const {
    instance_type: type,
    root_block_device: root,
    associate_public_ip_address: isPublic = false,
  } = block;
  const {
    volume_size: size = ROOT_GIB,
    volume_type: disk = 'gp3',
    iops,
    throughput,
  } = Object([root].flat()[0]);
  const noun = typeof type === 'string' ? `host ${type}` : 'host of an unknown size';
  return [
    charge(noun, [[1, typeof type === 'string' ? instanceHour(type, region) : undefined]]),
    ...volumeCharges('root volume', { size, type: disk, iops, throughput }, region),
    ...(isPublic === false
      ? []
      : [knownIf(isPublic === true, service('public address', 'public-address', region))]),
  ];
}

/** A gateway is paid for in each zone that it is in (VPC pricing, regional NAT gateways). */
function natCharges(block: JsonObject, region: string): readonly Charge[] {
  const one = service('NAT gateway in a zone', 'nat-gateway', region);
  const { availability_mode: mode = 'zonal', availability_zone_address: zones } = block;
  return mode === 'zonal' ? [one] : times(lengthOf(zones), one);
}

/** An interface endpoint is paid for in each zone that it is in; one to S3 or DynamoDB costs nothing (VPC pricing). */
function endpointCharges(block: JsonObject, region: string): readonly Charge[] {
  const { vpc_endpoint_type: type = 'Gateway', subnet_ids: zones } = block;
  if (type === 'Gateway') return [];
  const one = service('endpoint in a zone', 'interface-endpoint', region);
  return type === 'Interface' ? times(lengthOf(zones), one) : [knownIf(false, one)];
}

/** Only an alarm that looks once a minute or less often has this price (CloudWatch pricing, standard resolution). */
function alarmCharges({ period }: JsonObject, region: string): readonly Charge[] {
  const isStandard = typeof period === 'number' && period >= 60;
  return isStandard ? [service('alarm', 'alarm', region)] : [charge('alarm', [[1, undefined]])];
}

function volumeCharges(noun: string, block: JsonObject, region: string): readonly Charge[] {
  const { size, type, iops = FREE_IOPS, throughput = FREE_MIBPS } = block;
  if (typeof size !== 'number' || typeof iops !== 'number' || typeof throughput !== 'number')
    return [charge(`${noun} of an unknown size`, [[1, undefined]])];
  const month = (part: VolumePart) => (type === 'gp3' ? volumeMonth(part, region) : undefined);
  const parts: readonly (readonly [number, VolumePart])[] = [
    [size, 'gb-month'],
    [iops - FREE_IOPS, 'iops-month'],
    [throughput - FREE_MIBPS, 'mibps-month'],
  ];
  const paid = parts.filter(([count]) => count > 0);
  return [
    charge(
      `${noun} of ${size} GiB ${type}`,
      paid.map(([count, part]) => [count / HOURS_A_MONTH, month(part)]),
    ),
  ];
}

function service(kind: string, name: Service, region: string): Charge {
  const hour = servicePrice(name, 'hour', region);
  if (hour !== undefined) return charge(kind, [[1, hour]]);
  return charge(kind, [[1 / HOURS_A_MONTH, servicePrice(name, 'month', region)]]);
}

/** So many of each price; one that is not known leaves all of it unknown. */
function charge(kind: string, parts: readonly (readonly [number, Price | undefined])[]): Charge {
  const known = parts.flatMap(([count, price]) => (price === undefined ? [] : [{ count, price }]));
  const perHour = known.reduce((sum, { count, price }) => sum + count * price.amount, 0);
  return {
    kind,
    perHour: known.length === parts.length ? perHour : undefined,
    prices: known.map(({ price }) => price),
  };
}

/** The same so many times; where nobody knows how often, that is unknown. */
function times(count: number | undefined, one: Charge): readonly Charge[] {
  return count === undefined ? [knownIf(false, one)] : Array.from({ length: count }, () => one);
}

function knownIf(isKnown: boolean, one: Charge): Charge {
  return isKnown ? one : { ...one, perHour: undefined };
}

function lengthOf(list: unknown): number | undefined {
  return Array.isArray(list) ? list.length : undefined;
}
