import { directiveArgs } from '../redis/canonical.ts';
import { findDirective, writtenName } from '../redis/catalogue/index.ts';
import { type Argument, type Directive, directive } from '../redis/document.ts';
import { lineOf } from '../redis/form.ts';
import { type Environment, firstPrimary, type HostWithSentinel } from '../topology/environment.ts';
import { originOf } from '../topology/origin.ts';
import { linkPort } from '../topology/ports.ts';
import { placesIn } from './freebsd.ts';
import { addressOrigin } from './redis-conf.ts';
import type { Section } from './section.ts';
import { portDirectives, tlsSection } from './tls.ts';
import { sentinelLogin, serverLogin, usersSection } from './users.ts';

/**
 * What sentinel.conf of a host says at its first boot. `daemonize` and `pidfile` are not in it: rc.d/sentinel gives them
 * on the command line.
 */
export function sentinelSections(environment: Environment, host: HostWithSentinel): readonly Section[] {
  return [
    { title: 'Network', directives: network(environment, host) },
    ...tlsSection(environment, 'sentinel'),
    ...usersSection(environment, 'sentinel'),
    { title: 'Service', directives: service(environment) },
    { title: 'Identity', directives: [...identity(environment, host), ...sentinelLogin(environment)] },
    { title: 'Group', directives: group(environment) },
    { title: 'Further directives', directives: further(environment) },
  ].filter(({ directives }) => directives.length > 0);
}

function network(environment: Environment, host: HostWithSentinel): readonly Directive[] {
  return [
    directive('bind', [host.address, '127.0.0.1'], addressOrigin(environment, host)),
    ...portDirectives(environment, 'sentinel'),
  ];
}

function service(environment: Environment): readonly Directive[] {
  const { configDirectory, sentinelLog, user } = placesIn(environment);
  return [
    directive('dir', [configDirectory], `FreeBSD: a directory of the user ${user}`),
    directive('logfile', [sentinelLog], 'FreeBSD: package'),
  ];
}

function identity({ name }: Environment, host: HostWithSentinel): readonly Directive[] {
  return [directive('sentinel', ['myid', host.sentinel.myid], `derived: SHA-1 of ${name}/${host.name}`)];
}

function group(environment: Environment): readonly Directive[] {
  const { sentinel, definition } = environment;
  const primary = firstPrimary(environment);
  const option = (name: string, args: readonly (number | Argument)[], field: string) =>
    directive('sentinel', [name, sentinel.group, ...args], originOf(definition, field));
  return [
    option('monitor', [primary.address, linkPort(environment, 'redis'), sentinel.quorum], 'sentinel.quorum'),
    ...serverLogin(environment),
    option('down-after-milliseconds', [sentinel.downAfter], 'sentinel.downAfter'),
    option('failover-timeout', [sentinel.failoverTimeout], 'sentinel.failoverTimeout'),
    option('parallel-syncs', [sentinel.parallelSyncs], 'sentinel.parallelSyncs'),
  ];
}

function further({ sentinel, redis }: Environment): readonly Directive[] {
  return Object.entries(sentinel.directives).flatMap(([name, value]) => {
    const spec = findDirective('sentinel', redis.version, name);
    if (spec === undefined)
      throw new RangeError(`${name} passed the checks of the definition and is not in the catalogue`);
    const written = { ...spec, name: writtenName(redis.version, spec) };
    return directiveArgs(spec, value).map((args) =>
      lineOf(written, sentinel.group, args, `sentinel.directives.${name}`),
    );
  });
}
