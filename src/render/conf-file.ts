import { lineOf } from '../redis/catalogue/index.ts';
import { printDirective } from '../redis/line.ts';
import { type Environment, type Host, hasData, hasSentinel } from '../topology/environment.ts';
import { placesIn } from './freebsd.ts';
import { redisSections } from './redis-conf.ts';
import type { Section } from './section.ts';
import { sentinelSections } from './sentinel-conf.ts';
import { layOut } from './template.ts';

/** The text of redis.conf; undefined for a host without data. */
export function redisConf(environment: Environment, host: Host): string | undefined {
  return hasData(host)
    ? confFile('redis.conf', environment, host, redisSections(environment, host))
    : undefined;
}

/** The text of sentinel.conf as it is at the first boot; undefined for a host that is no Sentinel. */
export function sentinelConf(environment: Environment, host: Host): string | undefined {
  return hasSentinel(host)
    ? confFile('sentinel.conf', environment, host, sentinelSections(environment, host))
    : undefined;
}

function confFile(
  name: 'redis.conf' | 'sentinel.conf',
  environment: Environment,
  host: Host,
  sections: readonly Section[],
): string {
  const { title, serverFile, sentinelFile } = placesIn(environment);
  return layOut(name, {
    file: name === 'redis.conf' ? serverFile : sentinelFile,
    title,
    environment: environment.name,
    host: host.name,
    package: environment.redis.package,
    version: lineOf(environment.redis.version),
    sections: sections.map(({ title, directives }) => ({ title, lines: directives.map(printDirective) })),
  });
}
