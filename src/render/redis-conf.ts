import { formatSize } from '../base/units.ts';
import { directiveArgs } from '../redis/canonical.ts';
import { findDirective, writtenName } from '../redis/catalogue/index.ts';
import { type Directive, directive } from '../redis/document.ts';
import { type Environment, firstPrimary, type Host, type HostWithData } from '../topology/environment.ts';
import { enoughReplicas } from '../topology/full-sync.ts';
import { originOf } from '../topology/origin.ts';
import { linkPort } from '../topology/ports.ts';
import { placesIn } from './freebsd.ts';
import type { Section } from './section.ts';
import { portDirectives, tlsSection } from './tls.ts';
import { replicationLogin, usersSection } from './users.ts';

/**
 * What redis.conf of a host says. Only what differs from the default of its Redis version, or must be explicit, is
 * written; `bind` is explicit because a default that listens everywhere is a finding of every review.
 */
export function redisSections(environment: Environment, host: HostWithData): readonly Section[] {
  return [
    { title: 'Network', directives: network(environment, host) },
    ...tlsSection(environment, 'redis'),
    { title: 'Service', directives: service(environment) },
    ...usersSection(environment, 'redis'),
    { title: 'Replication', directives: replication(environment, host) },
    { title: 'Memory', directives: memory(host) },
    { title: 'Persistence', directives: persistence(environment) },
    { title: 'Further directives', directives: further(environment) },
  ].filter(({ directives }) => directives.length > 0);
}

function network(environment: Environment, host: HostWithData): readonly Directive[] {
  return [
    directive('bind', [host.address, '127.0.0.1'], addressOrigin(environment, host)),
    ...portDirectives(environment, 'redis'),
  ];
}

/** rc.d/redis waits for the command it starts, so Redis must leave it; and it looks for this pid file. */
function service(environment: Environment): readonly Directive[] {
  const places = placesIn(environment);
  const origin = `FreeBSD: rc.d/${places.service}`;
  return [
    directive('daemonize', ['yes'], origin),
    directive('pidfile', [places.pidFile], origin),
    directive('dir', [places.dataDirectory], 'FreeBSD: data volume'),
    directive('logfile', [places.serverLog], 'FreeBSD: package'),
  ];
}

function replication(environment: Environment, host: HostWithData): readonly Directive[] {
  const { redis, definition } = environment;
  const primary = firstPrimary(environment);
  return [
    ...(host === primary
      ? []
      : [
          directive(
            'replicaof',
            [primary.address, linkPort(environment, 'redis')],
            `hosts.${primary.name}.roles`,
          ),
        ]),
    ...replicationLogin(environment),
    ...(redis.minReplicasToWrite === 0 ? [] : writeGuard(environment)),
    ...firstSync(environment),
    ...(host.data.priority === 100
      ? []
      : [
          directive(
            'replica-priority',
            [host.data.priority],
            originOf(definition, `hosts.${host.name}.priority`),
          ),
        ]),
  ];
}

function writeGuard({ redis, definition }: Environment): readonly Directive[] {
  const seconds = redis.minReplicasMaxLag / 1_000;
  return [
    directive(
      'min-replicas-to-write',
      [redis.minReplicasToWrite],
      originOf(definition, 'redis.minReplicasToWrite'),
    ),
    directive('min-replicas-max-lag', [seconds], originOf(definition, 'redis.minReplicasMaxLag')),
  ];
}

function firstSync(environment: Environment): readonly Directive[] {
  const enough = enoughReplicas(environment);
  return enough === undefined ? [] : [directive(enough.directive, [enough.replicas], enough.origin)];
}

function memory({ data }: HostWithData): readonly Directive[] {
  return [directive('maxmemory', [formatSize(data.maxmemory)], data.maxmemoryOrigin)];
}

/** Snapshots are Redis's default and need no line. */
function persistence({ redis, definition }: Environment): readonly Directive[] {
  const origin = originOf(definition, 'redis.persistence');
  switch (redis.persistence) {
    case 'rdb':
      return [];
    case 'aof':
      return [directive('appendonly', ['yes'], origin)];
    case 'none':
      return [directive('save', [''], origin)];
  }
}

function further({ redis }: Environment): readonly Directive[] {
  return Object.entries(redis.directives).flatMap(([name, value]) => {
    const spec = findDirective('redis', redis.version, name);
    if (spec === undefined)
      throw new RangeError(`${name} passed the checks of the definition and is not in the catalogue`);
    return directiveArgs(spec, value).map((args) =>
      directive(writtenName(redis.version, spec), args, `redis.directives.${name}`),
    );
  });
}

/** A host's address is what a person gave it, or derived from its zone and its place in the order. */
export function addressOrigin({ definition }: Environment, { name, zone }: Host): string {
  const field = `hosts.${name}.address`;
  return originOf(definition, field) === 'default' ? `derived: zone ${zone.name} and order` : field;
}
