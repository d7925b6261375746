/** Who may be promoted. */
import { dataHosts } from '../topology/environment.ts';
import type { Rule } from './rule.ts';
import { count, violatedWhen } from './violation.ts';

export const promotableCount: Rule = {
  name: 'promotable-count',
  severity: 'error',
  waivable: true,
  summary: 'At least two data hosts may be primary.',
  source: 'redis sentinel.c, sentinelSelectSlave: priority 0 is never promoted',
  check(environment) {
    const promotable = dataHosts(environment).filter(({ data }) => data.priority > 0);
    return violatedWhen(promotable.length < 2, {
      field: 'hosts',
      message: `${count(promotable.length, 'data host')} may be primary, so nobody can be promoted in its place`,
      remedy: 'add a replica, or raise a priority above 0',
    });
  },
};

export const priorityUniform: Rule = {
  name: 'priority-uniform',
  severity: 'error',
  waivable: false,
  summary: 'The priority is given on every data host or on none, the first primary included.',
  source: 'roles swap at every failover, so a value that only replicas were given turns against its meaning',
  check(environment) {
    const names = dataHosts(environment).map(({ name }) => name);
    const missing = names.filter((name) => environment.definition.hosts[name]?.priority === undefined);
    if (missing.length === names.length) return [];
    return missing.map((name) => ({
      field: `hosts.${name}.priority`,
      message: 'is missing while other data hosts have one, and roles swap',
      remedy: 'give it, such as 100, or take the others away',
    }));
  },
};
