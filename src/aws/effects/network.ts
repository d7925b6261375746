/** The network (provider 6.25, internal/service/ec2: vpc_*.go, vpc_subnet.go, vpc_nat_gateway.go, vpc_route*.go, ec2_eip.go). */
import { type EffectOfValues, type EffectsByType, each, isSet } from './effect.ts';

/** A regional gateway takes the addresses that it is given in place, and stays one that is given them, or one that is not. */
const othersAddresses: EffectOfValues = (before, after) =>
  hasBlocks(before) === hasBlocks(after) ? 'updates' : 'replaces';

/** A zonal gateway is in the VPC of its subnet, also where that is not given. */
const anotherVpc: EffectOfValues = (before, after) =>
  isSet(before) || typeof after !== 'string' ? 'replaces' : 'records';

function hasBlocks(value: unknown): boolean {
  return isSet(value) && !(Array.isArray(value) && value.length === 0);
}

export const NETWORK: EffectsByType = {
  aws_vpc: {
    arguments: {
      ...each('replaces', 'cidr_block', 'ipv4_ipam_pool_id', 'ipv4_netmask_length', 'region'),
      ...each('updates', 'enable_dns_support', 'enable_dns_hostnames', 'tags'),
      instance_tenancy: (before, after) =>
        before === 'dedicated' && after === 'default' ? 'updates' : 'replaces',
    },
    kept: ['cidr_block', 'enable_dns_hostnames', 'region'],
    defaults: { enable_dns_support: true, instance_tenancy: 'default', enable_dns_hostnames: false },
  },
  aws_subnet: {
    arguments: {
      ...each('replaces', 'vpc_id', 'cidr_block', 'availability_zone', 'availability_zone_id', 'ipv6_native'),
      ...each('replaces', 'outpost_arn', 'region'),
      ...each('updates', 'assign_ipv6_address_on_creation', 'enable_dns64', 'map_public_ip_on_launch'),
      ...each('updates', 'enable_resource_name_dns_a_record_on_launch'),
      ...each('updates', 'enable_resource_name_dns_aaaa_record_on_launch'),
      ...each('updates', 'private_dns_hostname_type_on_launch', 'tags'),
    },
    kept: ['availability_zone', 'availability_zone_id', 'private_dns_hostname_type_on_launch', 'region'],
    defaults: {
      assign_ipv6_address_on_creation: false,
      enable_dns64: false,
      enable_resource_name_dns_a_record_on_launch: false,
      enable_resource_name_dns_aaaa_record_on_launch: false,
      ipv6_native: false,
      map_public_ip_on_launch: false,
      private_dns_hostname_type_on_launch: 'ip-name',
    },
  },
  aws_internet_gateway: {
    arguments: { ...each('replaces', 'region'), ...each('updates', 'vpc_id', 'tags') },
    kept: ['vpc_id', 'region'],
  },
  aws_eip: {
    arguments: {
      ...each('replaces', 'domain', 'address', 'public_ipv4_pool', 'ipam_pool_id', 'network_border_group'),
      ...each('replaces', 'region'),
      ...each('updates', 'instance', 'network_interface', 'tags'),
    },
    kept: [
      ...['domain', 'public_ipv4_pool', 'ipam_pool_id', 'network_border_group', 'instance'],
      ...['network_interface', 'region'],
    ],
  },
  aws_nat_gateway: {
    arguments: {
      ...each('replaces', 'subnet_id', 'allocation_id', 'connectivity_type', 'private_ip'),
      ...each('replaces', 'availability_mode', 'region'),
      ...each('updates', 'tags'),
      availability_zone_address: othersAddresses,
      vpc_id: anotherVpc,
    },
    kept: ['private_ip', 'availability_mode', 'vpc_id', 'region'],
    defaults: { connectivity_type: 'public', availability_mode: 'zonal' },
  },
  aws_route_table: {
    arguments: { ...each('replaces', 'vpc_id', 'region'), ...each('updates', 'tags') },
    kept: ['region'],
  },
  aws_route: {
    arguments: {
      ...each('replaces', 'route_table_id', 'destination_cidr_block', 'destination_ipv6_cidr_block'),
      ...each('replaces', 'destination_prefix_list_id', 'region'),
      ...each('updates', 'carrier_gateway_id', 'core_network_arn', 'egress_only_gateway_id', 'gateway_id'),
      ...each('updates', 'local_gateway_id', 'nat_gateway_id', 'network_interface_id', 'transit_gateway_id'),
      ...each('updates', 'vpc_endpoint_id', 'vpc_peering_connection_id'),
    },
    kept: ['network_interface_id', 'region'],
  },
  aws_route_table_association: {
    arguments: {
      ...each('replaces', 'subnet_id', 'gateway_id', 'region'),
      ...each('updates', 'route_table_id'),
    },
    kept: ['region'],
    renewed: ['id'],
  },
  aws_vpc_endpoint: {
    arguments: {
      ...each('replaces', 'vpc_id', 'vpc_endpoint_type', 'service_name', 'service_region'),
      ...each('replaces', 'resource_configuration_arn', 'service_network_arn', 'region'),
      ...each('updates', 'security_group_ids', 'subnet_ids', 'subnet_configuration', 'route_table_ids'),
      ...each('updates', 'policy', 'ip_address_type', 'dns_options', 'tags'),
      ...each('records', 'auto_accept'),
      private_dns_enabled: (_before, _after, { vpc_endpoint_type: type }) =>
        type === 'Interface' ? 'updates' : 'replaces',
    },
    kept: [
      ...['service_region', 'security_group_ids', 'subnet_ids', 'route_table_ids', 'policy'],
      ...['ip_address_type', 'private_dns_enabled', 'region'],
    ],
    sets: ['security_group_ids', 'subnet_ids', 'route_table_ids'],
    defaults: { vpc_endpoint_type: 'Gateway', private_dns_enabled: false, ip_address_type: 'ipv4' },
  },
};
