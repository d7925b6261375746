/** Roles, their policies and instance profiles (provider 6.25, internal/service/iam: role.go, role_policy.go, instance_profile.go). */
import { type EffectsByType, each } from './effect.ts';

export const ACCESS: EffectsByType = {
  aws_iam_role: {
    arguments: {
      ...each('replaces', 'name', 'name_prefix', 'path'),
      ...each('updates', 'assume_role_policy', 'description', 'max_session_duration', 'permissions_boundary'),
      ...each('updates', 'tags'),
      ...each('records', 'force_detach_policies'),
    },
    kept: ['name', 'name_prefix'],
    defaults: { force_detach_policies: false, max_session_duration: 3_600, path: '/' },
  },
  aws_iam_role_policy: {
    arguments: { ...each('replaces', 'name', 'name_prefix', 'role'), ...each('updates', 'policy') },
    kept: ['name', 'name_prefix'],
  },
  aws_iam_instance_profile: {
    arguments: { ...each('replaces', 'name', 'name_prefix', 'path'), ...each('updates', 'role', 'tags') },
    kept: ['name', 'name_prefix'],
    defaults: { path: '/' },
  },
};
