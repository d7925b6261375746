/** The network (provider 6.25, internal/service/ec2: vpc_*.go, vpc_subnet.go, vpc_nat_gateway.go, vpc_route*.go, ec2_eip.go). */
import { type EffectsByType, each } from './effect.ts';

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
      ...each('replaces', 'availability_mode', 'vpc_id', 'region'),
      ...each('updates', 'tags'),
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
};
