/** Endpoints of services in a VPC. Recorded and checked; names lead where they always led. */
import { blockSize, contains, offsetIn, parseAddress, parseBlock } from '../../../topology/ipv4.ts';
import { ACCOUNT_ID } from '../../credentials.ts';
import { ApiError, type Existing, ec2Arn, ec2Id, type ResourceTypes, type World } from '../resource-type.ts';
import { type Attributes, isAttributes, isValueList, stringOf, textsOf } from '../value.ts';

export const ENDPOINTS: ResourceTypes = {
  aws_vpc_endpoint: {
    refersTo: {
      vpc_id: 'aws_vpc',
      subnet_ids: 'aws_subnet',
      security_group_ids: 'aws_security_group',
      route_table_ids: 'aws_route_table',
    },
    newId: ec2Id('vpce'),
    decides: (id, { subnet_ids: subnets }, { account }) => ({
      arn: ec2Arn(account, 'vpc-endpoint', id),
      network_interface_ids: textsOf(subnets).map(() => ec2Id('eni')()),
      owner_id: ACCOUNT_ID,
      service_region: account.region,
      state: 'available',
    }),
    refuses: ({ vpc_endpoint_type: type, private_dns_enabled: named }) =>
      named === true && type !== 'Interface'
        ? { attribute: 'private_dns_enabled', message: 'only endpoints of type Interface have private DNS' }
        : undefined,
    checks: (id, planned, world) => {
      checkNames(id, planned, world);
      for (const seat of seatsOf(planned)) checkSeat(seat, world);
    },
  },
};

/** The endpoint that has an address; undefined where none has. */
export function endpointAt(address: string, { all }: Pick<World, 'all'>): Existing | undefined {
  return all('aws_vpc_endpoint').find(({ attributes }) =>
    seatsOf(attributes).some(({ ipv4 }) => ipv4 === address),
  );
}

function seatsOf({ subnet_configuration: blocks }: Attributes): readonly Attributes[] {
  return isValueList(blocks) ? blocks.filter(isAttributes) : [];
}

function checkNames(id: string, planned: Attributes, { find, all }: World): void {
  if (planned.private_dns_enabled !== true) return;
  const { vpc_id: vpc, service_name: service } = planned;
  const { enable_dns_support: support, enable_dns_hostnames: hostnames } =
    find('aws_vpc', vpc)?.attributes ?? {};
  if (support !== true || hostnames !== true)
    throw new ApiError(
      'InvalidParameter',
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${stringOf(vpc)}`,
    );
  const other = all('aws_vpc_endpoint').find(
    ({ id: its, attributes }) =>
      its !== id && attributes.vpc_id === vpc && attributes.service_name === service,
  );
  if (other)
    throw new ApiError(
      'InvalidParameter',
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain of ${other.id} in the VPC`,
    );
}

/** An address for a subnet: EC2 keeps the first four and the last one for itself. */
function checkSeat({ subnet_id: subnet, ipv4 }: Attributes, { find, all }: World): void {
  const address = parseAddress(stringOf(ipv4));
  const block = parseBlock(stringOf(find('aws_subnet', subnet)?.attributes.cidr_block));
  const offset = address === undefined || block === undefined ? -1 : offsetIn(block, address);
  if (
    address === undefined ||
    block === undefined ||
    !contains(block, address) ||
    offset < 4 ||
    offset === blockSize(block) - 1
  )
    throw new ApiError(
      'InvalidParameterValue',
      `Address ${stringOf(ipv4)} is not one of subnet ${stringOf(subnet)}`,
    );
  const host = all('aws_instance').find(({ attributes }) => attributes.private_ip === ipv4);
  if (host)
    throw new ApiError('InvalidIPAddress.InUse', `Address ${stringOf(ipv4)} is in use by ${host.id}.`);
}
