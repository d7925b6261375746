/** Flow logs and the log groups they go to (provider 6.25, internal/service: ec2/vpc_flow_log.go, logs/group.go). */
import { type EffectsByType, each } from './effect.ts';

export const LOGS: EffectsByType = {
  aws_flow_log: {
    arguments: {
      ...each(
        'replaces',
        'vpc_id',
        'subnet_id',
        'eni_id',
        'transit_gateway_id',
        'transit_gateway_attachment_id',
      ),
      ...each('replaces', 'regional_nat_gateway_id', 'traffic_type', 'iam_role_arn', 'log_destination'),
      ...each('replaces', 'log_destination_type', 'log_format', 'max_aggregation_interval', 'region'),
      ...each('replaces', 'deliver_cross_account_role', 'destination_options'),
      ...each('updates', 'tags'),
    },
    kept: ['log_destination', 'log_format', 'region'],
    defaults: { log_destination_type: 'cloud-watch-logs', max_aggregation_interval: 600 },
  },
  aws_cloudwatch_log_group: {
    arguments: {
      ...each('replaces', 'name', 'name_prefix', 'log_group_class', 'region'),
      ...each('updates', 'retention_in_days', 'kms_key_id', 'deletion_protection_enabled', 'tags'),
      ...each('records', 'skip_destroy'),
    },
    kept: ['name', 'name_prefix', 'log_group_class', 'deletion_protection_enabled', 'region'],
    defaults: { retention_in_days: 0, skip_destroy: false, log_group_class: 'STANDARD' },
  },
};
