/** What FreeBSD's packages of Redis and Valkey can't do, and what only some of their releases do safely. */
import { packageTitle } from '../definition/packages.ts';
import { findDirective } from '../redis/catalogue/index.ts';
import { RELEASE_FAULTS } from '../redis/release.ts';
import { valuesOf } from '../topology/effective.ts';
import type { Environment } from '../topology/environment.ts';
import type { ConfigurationRule, Rule } from './rule.ts';
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

/** What no server on FreeBSD starts with, by the directive that asks for it, and how it is left out. */
const NOT_THERE: readonly (readonly [directive: string, off: string, what: string])[] = [
  ['mptcp', 'no', 'Multipath TCP, which FreeBSD does not have'],
  ['repl-mptcp', 'no', 'Multipath TCP, which FreeBSD does not have'],
  ['rdma-bind', '', 'RDMA, which the package is built without'],
  ['rdma-port', '0', 'RDMA, which the package is built without'],
];

export const packageFeature: Rule = {
  name: 'package-feature',
  severity: 'error',
  waivable: false,
  summary: "The server is asked for nothing that FreeBSD or its package doesn't have.",
  why: 'It does not start: a host that boots waits for it in vain.',
  source:
    'valkey config.c, isValidMptcp; FreeBSD ports, databases/valkey: no option for RDMA; measured on Valkey 8.1 and 9.1 built without it: rdma-bind is refused',
  remedy: 'leave it out',
  check: (environment) =>
    NOT_THERE.flatMap(([directive, off, what]) => {
      const value = valueIn(environment, directive);
      return violatedWhen(value !== undefined && value !== off, {
        field: `redis.directives.${directive}`,
        message: `${value} asks for ${what}, so the server does not start`,
      });
    }),
};

export const featureRelease: Rule = {
  name: 'feature-release',
  severity: 'warning',
  waivable: true,
  summary: 'A feature is used where the installed release is one that does it safely.',
  why: 'A package is at the release of its quarterly branch, which may be one with the hole.',
  source: 'release notes of Redis 8.6.6, 8.8.2 and 8.10.1',
  remedy: 'leave it out, or waive this once pkg on the hosts tells such a release',
  check: (environment) =>
    RELEASE_FAULTS.flatMap(({ line, fixed, feature, fault }) => {
      const { version } = environment.redis;
      if (feature === undefined || line !== version) return [];
      const value = valueIn(environment, feature.directive);
      return violatedWhen(value !== undefined && value !== feature.off, {
        field: `redis.directives.${feature.directive}`,
        message: `${value} is safe from ${fixed} on, and ${packageTitle(version)} may be older: before it ${fault}`,
      });
    }),
};

/** The value of a directive; undefined where the version does not have it. */
function valueIn(environment: Environment, directive: string): string | undefined {
  if (findDirective('redis', environment.redis.version, directive) === undefined) return undefined;
  return valuesOf(environment, 'redis', directive).join(' ');
}
