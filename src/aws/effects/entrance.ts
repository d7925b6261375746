/** Endpoints for logging in (provider 6.25, internal/service/ec2/ec2_instance_connect_endpoint.go). */
import { type EffectsByType, each } from './effect.ts';

export const ENTRANCES: EffectsByType = {
  aws_ec2_instance_connect_endpoint: {
    arguments: {
      ...each(
        'replaces',
        'subnet_id',
        'security_group_ids',
        'preserve_client_ip',
        'ip_address_type',
        'region',
      ),
      ...each('updates', 'tags'),
    },
    kept: ['security_group_ids', 'preserve_client_ip', 'ip_address_type', 'region'],
    sets: ['security_group_ids'],
  },
};
