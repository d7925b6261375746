/** Alarms and the topics they go to. Recorded only: nothing measures and nothing is sent. */
import { ACCOUNT_ID } from '../../credentials.ts';
import { capitals, type ResourceTypes } from '../resource-type.ts';
import { stringOf } from '../value.ts';

export const ALARMS: ResourceTypes = {
  aws_cloudwatch_metric_alarm: {
    newId: ({ alarm_name: name }) => stringOf(name),
    decides: (id, _, { account: { region } }) => ({
      arn: `arn:aws:cloudwatch:${region}:${ACCOUNT_ID}:alarm:${id}`,
    }),
    refuses: ({ metric_name: metric, statistic, extended_statistic: extended }) =>
      typeof metric === 'string' && statistic === null && extended === null
        ? {
            attribute: 'metric_name',
            message: 'one of statistic or extended_statistic must be set for a metric_name',
          }
        : undefined,
  },
  aws_sns_topic: {
    newId: ({ name, name_prefix: prefix }, { region }) =>
      `arn:aws:sns:${region}:${ACCOUNT_ID}:${stringOf(name) || `${stringOf(prefix) || 'terraform-'}${capitals(26)}`}`,
    decides: (id) => ({ arn: id, name: id.split(':').at(-1) ?? '', owner: ACCOUNT_ID }),
    refuses: ({ name }) =>
      typeof name === 'string' && !/^[A-Za-z0-9_-]{1,251}(\.fifo)?$/.test(name)
        ? { attribute: 'name', message: `${name} is not up to 256 of the characters A-Za-z0-9_-` }
        : undefined,
  },
};
