/** The network: VPC, subnets, routes and addresses. Recorded and checked; hosts of an environment always reach each other. */
import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { blockSize, parseBlock } from '../../../topology/ipv4.ts';
import { ACCOUNT_ID } from '../../credentials.ts';
import { type Account, ApiError, ec2Arn, ec2Id, type ResourceTypes, type World } from '../resource-type.ts';
import { type Attributes, stringOf, type TerraformValue } from '../value.ts';

/** An address that AWS would give to be reached from outside: of the block for documentation (RFC 5737, TEST-NET-3). */
export function publicAddress(): string {
  return `203.0.113.${randomInt(1, 255)}`;
}

/** The name that AWS gives to an address. */
export function dnsNameOf(address: string, { region }: Account, zone: 'internal' | 'public'): string {
  if (address === '') return '';
  const dashes = address.replaceAll('.', '-');
  if (zone === 'public') return `ec2-${dashes}.${region}.compute.amazonaws.com`;
  return region === 'us-east-1' ? `ip-${dashes}.ec2.internal` : `ip-${dashes}.${region}.compute.internal`;
}

const DESTINATIONS = ['destination_cidr_block', 'destination_ipv6_cidr_block', 'destination_prefix_list_id'];
const TARGETS = [
  'carrier_gateway_id',
  'core_network_arn',
  'egress_only_gateway_id',
  'gateway_id',
  'local_gateway_id',
  'nat_gateway_id',
  'network_interface_id',
  'transit_gateway_id',
  'vpc_endpoint_id',
  'vpc_peering_connection_id',
];

export const NETWORK: ResourceTypes = {
  aws_vpc: {
    newId: ec2Id('vpc'),
    decides: (id, _, { account }) => ({
      arn: ec2Arn(account, 'vpc', id),
      owner_id: ACCOUNT_ID,
      ...sameTable(ec2Id('rtb')()),
      default_security_group_id: ec2Id('sg')(),
      default_network_acl_id: ec2Id('acl')(),
      dhcp_options_id: ec2Id('dopt')(),
    }),
    refuses: ({ cidr_block: cidr }) => refuseMask('cidr_block', cidr),
  },
  aws_subnet: {
    refersTo: { vpc_id: 'aws_vpc' },
    newId: ec2Id('subnet'),
    decides: (id, planned, { account }) => ({
      arn: ec2Arn(account, 'subnet', id),
      owner_id: ACCOUNT_ID,
      availability_zone: `${account.region}a`,
      availability_zone_id: `local-az-${stringOf(planned.availability_zone).slice(-1) || 'a'}`,
    }),
    checks: checkSubnet,
  },
  aws_internet_gateway: {
    refersTo: { vpc_id: 'aws_vpc' },
    newId: ec2Id('igw'),
    decides: (id, _, { account }) => ({
      arn: ec2Arn(account, 'internet-gateway', id),
      owner_id: ACCOUNT_ID,
    }),
    remove: async ({ attributes }, world) => refuseWhileMapped(attributes.vpc_id, world),
  },
  aws_eip: {
    newId: ec2Id('eipalloc'),
    decides: (id, _, { account }) => {
      const address = publicAddress();
      return {
        allocation_id: id,
        arn: ec2Arn(account, 'elastic-ip', id),
        domain: 'vpc',
        network_border_group: account.region,
        public_ip: address,
        public_dns: dnsNameOf(address, account, 'public'),
        public_ipv4_pool: 'amazon',
      };
    },
  },
  aws_nat_gateway: {
    refersTo: {
      subnet_id: 'aws_subnet',
      allocation_id: 'aws_eip',
      vpc_id: 'aws_vpc',
      'availability_zone_address.allocation_ids': 'aws_eip',
    },
    newId: ec2Id('nat'),
    decides: (_, planned, world) =>
      isRegional(planned)
        ? { auto_provision_zones: 'disabled', route_table_id: ec2Id('rtb')() }
        : {
            association_id: ec2Id('eipassoc')(),
            network_interface_id: ec2Id('eni')(),
            public_ip: world.find('aws_eip', planned.allocation_id)?.attributes.public_ip ?? '',
            vpc_id: world.find('aws_subnet', planned.subnet_id)?.attributes.vpc_id ?? '',
          },
    refuses: (config) => (isRegional(config) ? refuseZonal(config) : undefined),
    checks: (_, planned) => {
      const { connectivity_type: type, allocation_id: address } = planned;
      if (type === 'public' && stringOf(address) === '' && !isRegional(planned))
        throw new ApiError('MissingParameter', 'A public NAT gateway needs an allocation ID.');
    },
  },
  aws_route_table: {
    refersTo: { vpc_id: 'aws_vpc' },
    newId: ec2Id('rtb'),
    decides: (id, _, { account }) => ({
      arn: ec2Arn(account, 'route-table', id),
      owner_id: ACCOUNT_ID,
    }),
  },
  aws_route: {
    refersTo: {
      route_table_id: 'aws_route_table',
      gateway_id: 'aws_internet_gateway',
      nat_gateway_id: 'aws_nat_gateway',
    },
    // The route stays, as a blackhole (VPC user guide, NAT gateways: delete a NAT gateway).
    endsWith: ['nat_gateway_id'],
    // ROUTETABLEID_DESTINATION (provider, aws_route, import).
    imported: (given, { all }) =>
      all('aws_route').find(({ attributes: { route_table_id: table, ...route } }) =>
        DESTINATIONS.some((name) => `${stringOf(table)}_${stringOf(route[name])}` === given),
      ),
    newId: ({ route_table_id: table, ...planned }) =>
      `r-${stringOf(table)}${crc32(DESTINATIONS.map((name) => stringOf(planned[name])).join(''))}`,
    decides: () => ({ origin: 'CreateRoute', state: 'active' }),
    refuses: (config) => exactlyOne(config, DESTINATIONS) ?? exactlyOne(config, TARGETS),
    checks: (id, planned, { find }) => {
      if (find('aws_route', id))
        throw new ApiError(
          'RouteAlreadyExists',
          `The route identified by ${stringOf(planned.destination_cidr_block)} already exists.`,
        );
    },
  },
  aws_route_table_association: {
    refersTo: { route_table_id: 'aws_route_table', subnet_id: 'aws_subnet' },
    // SUBNETID/ROUTETABLEID, or that of a gateway (provider, aws_route_table_association, import).
    imported: (given, { all }) =>
      all('aws_route_table_association').find(({ attributes }) =>
        [attributes.subnet_id, attributes.gateway_id].some(
          (target) => `${stringOf(target)}/${stringOf(attributes.route_table_id)}` === given,
        ),
      ),
    newId: ec2Id('rtbassoc'),
    refuses: (config) => exactlyOne(config, ['subnet_id', 'gateway_id']),
    checks: (id, { subnet_id: subnet }, { all }) => {
      const other = all('aws_route_table_association').find(
        (each) => each.id !== id && stringOf(subnet) !== '' && each.attributes.subnet_id === subnet,
      );
      if (other)
        throw new ApiError('Resource.AlreadyAssociated', `${stringOf(subnet)} has ${other.id} already.`);
    },
  },
};

function sameTable(id: string): Attributes {
  return { main_route_table_id: id, default_route_table_id: id };
}

function isRegional({ availability_mode: mode }: Attributes): boolean {
  return mode === 'regional';
}

/** A regional gateway is in a VPC, and in none of its subnets (EC2, CreateNatGateway). */
function refuseZonal({ vpc_id: vpc, ...config }: Attributes) {
  const wrong = ['subnet_id', 'allocation_id', 'private_ip'].find((name) => (config[name] ?? null) !== null);
  if (wrong !== undefined)
    return { attribute: wrong, message: `${wrong} is not supported with availability_mode = "regional"` };
  return (vpc ?? null) === null
    ? { attribute: 'vpc_id', message: 'vpc_id is required with availability_mode = "regional"' }
    : undefined;
}

/** Exactly one of some arguments; what is not known yet counts as given. */
function exactlyOne(config: Attributes, names: readonly string[]) {
  const given = names.filter((name) => (config[name] ?? null) !== null);
  if (given.length === 1) return undefined;
  const message = `one of ${names.join(', ')} must be specified, given are: ${given.join(', ') || 'none'}`;
  return { attribute: given[1] ?? names[0] ?? '', message };
}

function refuseMask(attribute: string, cidr: TerraformValue | undefined) {
  if (typeof cidr !== 'string') return undefined;
  const prefix = parseBlock(cidr)?.prefix;
  return prefix !== undefined && prefix >= 16 && prefix <= 28
    ? undefined
    : { attribute, message: `${cidr} is not a block of /16 to /28 without host bits` };
}

function checkSubnet(id: string, planned: Attributes, { account, find, all }: World): void {
  const cidr = stringOf(planned.cidr_block);
  const zone = stringOf(planned.availability_zone);
  if (zone !== '' && !new RegExp(`^${account.region}[a-z]$`).test(zone))
    throw new ApiError('InvalidParameterValue', `${zone} is no availability zone of ${account.region}.`);
  const vpc = stringOf(find('aws_vpc', planned.vpc_id)?.attributes.cidr_block);
  if (!isWithin(cidr, vpc)) throw new ApiError('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`);
  const neighbour = all('aws_subnet').find(
    ({ id: other, attributes }) =>
      other !== id &&
      attributes.vpc_id === planned.vpc_id &&
      (isWithin(cidr, stringOf(attributes.cidr_block)) || isWithin(stringOf(attributes.cidr_block), cidr)),
  );
  if (neighbour)
    throw new ApiError(
      'InvalidSubnet.Conflict',
      `The CIDR '${cidr}' conflicts with another subnet, ${neighbour.id}.`,
    );
}

function isWithin(inner: string, outer: string): boolean {
  const [small, large] = [parseBlock(inner), parseBlock(outer)];
  if (small === undefined || large === undefined || small.prefix < large.prefix) return false;
  const offset = small.first - large.first;
  return offset >= 0 && offset < blockSize(large);
}

/** A gateway is not detached while public addresses of the VPC lead through it. */
function refuseWhileMapped(vpc: TerraformValue | undefined, { all, find }: World): void {
  const isMapped = (attributes: Attributes): boolean =>
    isRegional(attributes)
      ? attributes.vpc_id === vpc
      : stringOf(attributes.public_ip) !== '' &&
        find('aws_subnet', attributes.subnet_id)?.attributes.vpc_id === vpc;
  const mapped = [...all('aws_instance'), ...all('aws_nat_gateway')].find(({ attributes }) =>
    isMapped(attributes),
  );
  if (mapped)
    throw new ApiError(
      'DependencyViolation',
      `Network ${stringOf(vpc)} has some mapped public address(es), of ${mapped.id}. Please unmap those before detaching the gateway.`,
    );
}
