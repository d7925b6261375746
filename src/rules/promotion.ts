/** Who may be promoted. */
import { dataHosts } from '../topology/environment.ts';
import type { Rule } from './rule.ts';
import { counted, violatedWhen } from './violation.ts';

export const promotableCount: Rule = {
  name: 'promotable-count',
  severity: 'error',
  waivable: true,
  summary: 'At least two data hosts may be primary.',
  why: 'Nobody can take the place of the only host that may be primary, so its loss is an outage.',
  source: 'redis sentinel.c, sentinelSelectSlave: priority 0 is never promoted',
  remedy: 'add a replica, or raise a priority above 0',
  check(environment) {
    const promotable = dataHosts(environment).filter(({ data }) => data.priority > 0);
    return violatedWhen(promotable.length < 2, {
      field: 'hosts',
      message: `${counted(promotable.length, 'data host')} may be primary, so nobody can be promoted in its place`,
    });
  },
};
