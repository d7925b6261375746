/** Volumes and their attachments (provider 6.25, internal/service/ec2: ebs_volume.go, ebs_volume_attachment.go). */
import { type EffectsByType, each } from './effect.ts';
import { shrinks } from './instance.ts';

export const VOLUMES: EffectsByType = {
  aws_ebs_volume: {
    arguments: {
      ...each('replaces', 'availability_zone', 'encrypted', 'kms_key_id', 'snapshot_id'),
      ...each('replaces', 'multi_attach_enabled', 'outpost_arn', 'region'),
      ...each('updates', 'type', 'iops', 'throughput', 'tags'),
      size: shrinks,
      ...each('records', 'final_snapshot'),
    },
    kept: ['encrypted', 'kms_key_id', 'snapshot_id', 'type', 'iops', 'throughput', 'size', 'region'],
    defaults: { final_snapshot: false, type: 'gp2', iops: 3_000, encrypted: false },
  },
  aws_volume_attachment: {
    arguments: {
      ...each('replaces', 'device_name', 'volume_id', 'instance_id', 'region'),
      ...each('records', 'force_detach', 'skip_destroy', 'stop_instance_before_detaching'),
    },
    kept: ['region'],
  },
};
