/** Instances and placement groups (provider 6.25, internal/service/ec2: ec2_instance.go, ec2_placement_group.go). */
import { type EffectOfValues, type EffectsByType, each } from './effect.ts';

/** Families of Graviton processors have a g behind their generation: t4g, m7gd (EC2 user guide, instance types). */
function isArm(type: string): boolean {
  return /^[a-z]+\d+g/.test(type);
}

/** An instance keeps its image, which is for one architecture. */
const anotherType: EffectOfValues = (before, after) =>
  typeof before === 'string' && typeof after === 'string' && isArm(before) === isArm(after)
    ? 'stops'
    : 'replaces';

const anotherScript: EffectOfValues = (_before, _after, { user_data_replace_on_change: replaces }) =>
  replaces === true ? 'replaces' : 'stops';

export const INSTANCES: EffectsByType = {
  aws_instance: {
    arguments: {
      ...each('replaces', 'ami', 'subnet_id', 'availability_zone', 'private_ip', 'key_name'),
      ...each('replaces', 'associate_public_ip_address', 'tenancy', 'placement_group', 'placement_group_id'),
      ...each('replaces', 'hibernation', 'ebs_optimized', 'security_groups', 'ipv6_addresses'),
      ...each('replaces', 'enclave_options', 'ephemeral_block_device', 'ebs_block_device'),
      ...each('replaces', 'network_interface', 'instance_market_options', 'launch_template', 'region'),
      ...each('replaces', 'root_block_device.encrypted', 'root_block_device.kms_key_id'),
      ...each('stops', 'capacity_reservation_specification'),
      ...each('updates', 'vpc_security_group_ids', 'iam_instance_profile', 'monitoring', 'source_dest_check'),
      ...each('updates', 'secondary_private_ips', 'disable_api_termination', 'disable_api_stop', 'tags'),
      ...each(
        'updates',
        'credit_specification.cpu_credits',
        'instance_initiated_shutdown_behavior',
        'volume_tags',
      ),
      ...each('updates', 'metadata_options.http_endpoint', 'metadata_options.http_protocol_ipv6'),
      ...each('updates', 'metadata_options.http_put_response_hop_limit', 'metadata_options.http_tokens'),
      ...each('updates', 'metadata_options.instance_metadata_tags'),
      ...each('updates', 'root_block_device.volume_type', 'root_block_device.iops'),
      ...each('updates', 'root_block_device.throughput', 'root_block_device.delete_on_termination'),
      ...each('updates', 'root_block_device.tags'),
      'root_block_device.volume_size': shrinks,
      instance_type: anotherType,
      user_data: anotherScript,
      user_data_base64: anotherScript,
      ...each('records', 'user_data_replace_on_change', 'force_destroy', 'get_password_data'),
    },
    kept: [
      ...['ami', 'subnet_id', 'availability_zone', 'private_ip', 'key_name', 'associate_public_ip_address'],
      ...['tenancy', 'placement_group', 'placement_group_id', 'ebs_optimized', 'security_groups'],
      ...['ipv6_addresses', 'instance_type', 'vpc_security_group_ids', 'iam_instance_profile', 'monitoring'],
      ...['secondary_private_ips', 'disable_api_termination', 'disable_api_stop', 'user_data_base64'],
      ...['instance_initiated_shutdown_behavior', 'region'],
      ...['metadata_options.http_put_response_hop_limit', 'metadata_options.http_tokens'],
      ...['metadata_options.instance_metadata_tags', 'root_block_device.encrypted'],
      ...['root_block_device.kms_key_id', 'root_block_device.volume_size', 'root_block_device.volume_type'],
      ...['root_block_device.iops', 'root_block_device.throughput'],
    ],
    sets: ['vpc_security_group_ids', 'security_groups', 'secondary_private_ips'],
    defaults: {
      force_destroy: false,
      get_password_data: false,
      source_dest_check: true,
      user_data_replace_on_change: false,
      tenancy: 'default',
      instance_initiated_shutdown_behavior: 'stop',
      'root_block_device.delete_on_termination': true,
      'root_block_device.device_name': '/dev/sda1',
      'root_block_device.iops': 3_000,
      'root_block_device.throughput': 125,
      'root_block_device.volume_size': 6,
      'root_block_device.volume_type': 'gp3',
      'metadata_options.http_endpoint': 'enabled',
      'metadata_options.http_protocol_ipv6': 'disabled',
      'metadata_options.http_put_response_hop_limit': 2,
      'metadata_options.http_tokens': 'required',
      'metadata_options.instance_metadata_tags': 'disabled',
    },
  },
  aws_placement_group: {
    arguments: {
      ...each('replaces', 'name', 'strategy', 'partition_count', 'spread_level', 'region'),
      ...each('updates', 'tags'),
    },
    kept: ['partition_count', 'spread_level', 'region'],
  },
};

/** A disk grows while it is in use and never shrinks (EC2, ModifyVolume). */
export function shrinks(before: unknown, after: unknown): 'refused' | 'updates' {
  return typeof before === 'number' && typeof after === 'number' && after < before ? 'refused' : 'updates';
}
