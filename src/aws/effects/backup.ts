/** Policies by which AWS takes snapshots (provider 6.25, internal/service/dlm/lifecycle_policy.go). */
import { type EffectOfValues, type EffectsByType, each } from './effect.ts';

/** Of a schedule, only whether tags are copied is settled for good. */
const anotherSchedule: EffectOfValues = (before, after) =>
  copiesTags(before) === copiesTags(after) ? 'updates' : 'replaces';

function copiesTags(schedules: unknown): string {
  return JSON.stringify([schedules].flat().map((schedule) => Object(schedule).copy_tags === true));
}

export const BACKUPS: EffectsByType = {
  aws_dlm_lifecycle_policy: {
    arguments: {
      ...each('replaces', 'region'),
      ...each('updates', 'description', 'execution_role_arn', 'state', 'tags'),
      ...each('updates', 'policy_details.resource_types', 'policy_details.target_tags'),
      'policy_details.schedule': anotherSchedule,
    },
    kept: ['region'],
    defaults: { state: 'ENABLED' },
  },
};
