/** What FreeBSD's packages of Redis and Valkey can't do. */
import type { ConfigurationRule } from './rule.ts';
import { eachServer, violatedWhen } from './violation.ts';

export const activeDefrag: ConfigurationRule = {
  name: 'active-defrag',
  judges: 'configuration',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: "Redis is not asked to defragment its memory, which FreeBSD's packages can't.",
  why: 'Redis does not start with it, since the packages are built without the allocator that it needs.',
  source:
    'FreeBSD ports, databases/redis* and databases/valkey: option JEMALLOC is off; measured with Redis 7.0.15 on the allocator of its system: it does not start',
  remedy: 'leave activedefrag out',
  check: eachServer(({ get }) => {
    const { words, place } = get('activedefrag');
    // Whoever wrote a file may have another build.
    const isOurs = place.file === undefined;
    return violatedWhen(words[0] === 'yes', {
      ...place,
      message: isOurs
        ? "yes keeps Redis from starting, since FreeBSD's packages are built without the allocator that it needs"
        : "yes keeps a Redis from starting that is built without its own allocator, as FreeBSD's and Debian's packages are",
      remedy: 'leave it out',
      severity: isOurs ? 'error' : 'warning',
    });
  }),
};
