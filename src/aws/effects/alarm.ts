/** Alarms and topics (provider 6.25, internal/service/cloudwatch/metric_alarm.go, internal/service/sns/topic.go). */
import { type EffectsByType, each } from './effect.ts';

export const ALARMS: EffectsByType = {
  aws_cloudwatch_metric_alarm: {
    arguments: {
      ...each('replaces', 'alarm_name', 'region'),
      ...each('updates', 'alarm_actions', 'ok_actions', 'insufficient_data_actions', 'actions_enabled'),
      ...each('updates', 'alarm_description', 'comparison_operator', 'datapoints_to_alarm', 'dimensions'),
      ...each('updates', 'evaluation_periods', 'extended_statistic', 'metric_name', 'namespace', 'period'),
      ...each('updates', 'statistic', 'threshold', 'treat_missing_data', 'unit', 'tags'),
    },
    kept: ['region'],
    sets: ['alarm_actions', 'ok_actions', 'insufficient_data_actions'],
    defaults: { actions_enabled: true, treat_missing_data: 'missing' },
  },
  aws_sns_topic: {
    arguments: {
      ...each('replaces', 'name', 'name_prefix', 'fifo_topic', 'region'),
      ...each(
        'updates',
        'display_name',
        'policy',
        'kms_master_key_id',
        'content_based_deduplication',
        'tags',
      ),
    },
    kept: ['name', 'name_prefix', 'policy', 'region'],
    defaults: { fifo_topic: false, content_based_deduplication: false },
  },
};
