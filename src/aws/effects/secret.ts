/** Secrets and their versions (provider 6.25, internal/service/secretsmanager: secret.go, secret_version.go). */
import { type EffectsByType, each } from './effect.ts';

export const SECRETS: EffectsByType = {
  aws_secretsmanager_secret: {
    arguments: {
      ...each('replaces', 'name', 'name_prefix', 'region'),
      ...each('updates', 'description', 'kms_key_id', 'policy', 'tags'),
      ...each('records', 'force_overwrite_replica_secret', 'recovery_window_in_days'),
    },
    kept: ['name', 'name_prefix', 'policy', 'region'],
    defaults: { force_overwrite_replica_secret: false, recovery_window_in_days: 30 },
  },
  aws_secretsmanager_secret_version: {
    arguments: {
      ...each('replaces', 'secret_id', 'secret_string', 'secret_binary', 'secret_string_wo_version'),
      ...each('replaces', 'region'),
      // Written when the version is created, and never looked at after that.
      ...each('records', 'secret_string_wo'),
      ...each('updates', 'version_stages'),
    },
    kept: ['version_stages', 'region'],
    sets: ['version_stages'],
  },
};
