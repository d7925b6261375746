/** What FreeBSD's packages of Redis can't do. */
import { valuesOf } from '../topology/effective.ts';
import type { EnvironmentRule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const activeDefrag: EnvironmentRule = {
  name: 'active-defrag',
  severity: 'error',
  waivable: false,
  summary: "Redis is not asked to defragment its memory, which FreeBSD's packages can't.",
  why: 'Redis does not start with it, since the packages are built without the allocator that it needs.',
  source:
    'FreeBSD ports, databases/redis*: option JEMALLOC is off; measured with Redis 7.0.15 on the allocator of its system: it does not start',
  remedy: 'leave activedefrag out',
  check(environment) {
    return violatedWhen(valuesOf(environment, 'redis', 'activedefrag')[0] === 'yes', {
      field: 'redis.directives.activedefrag',
      message:
        "yes keeps Redis from starting, since FreeBSD's packages are built without the allocator that it needs",
      remedy: 'leave it out',
    });
  },
};
