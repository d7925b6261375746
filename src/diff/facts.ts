/** What an environment decides beside the files of its hosts: topology and infrastructure, as keys and values. */

import { formatSize } from '../base/units.ts';
import type { Means } from '../definition/means.ts';
import { compareVersions, knowledgeOf, type RedisVersion, readsDataOf } from '../redis/catalogue/index.ts';
import type { ChangeImpact } from '../redis/impact.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { flows, type Group } from '../topology/flows.ts';
import { originOf } from '../topology/origin.ts';
import type { Area } from './change.ts';

/** A value as one text. */
export interface FactValue {
  readonly text: string;
  readonly origin: string;
}

/** Something that one environment or one host decides. */
export interface Fact<Subject> {
  /** The end of its key. */
  readonly key: string;
  readonly area: Area;
  readonly security?: boolean;
  /** @default 'deploy' */
  readonly means?: Means;
  /** True for what two environments never share, since each has its own. */
  readonly individual?: boolean;
  readonly read: (subject: Subject, environment: Environment) => FactValue | undefined;
  /** What changing it does. */
  readonly impact: (before: Subject, after: Subject) => ChangeImpact;
}

const NEW_HOSTS_ONLY: ChangeImpact = { impact: 'none', note: 'only hosts created from now on get it' };

/** What an environment decides for all its hosts. */
export const ENVIRONMENT_FACTS: readonly Fact<Environment>[] = [
  {
    key: 'redis.package',
    area: 'infrastructure',
    means: 'roll-out',
    read: ({ redis, definition }) => ({
      text: `${redis.package} (Redis ${redis.version})`,
      origin: originOf(definition, 'redis.package'),
    }),
    impact: packageImpact,
  },
  {
    key: 'network.cidr',
    area: 'infrastructure',
    individual: true,
    read: field('network.cidr', ({ network }) => network.cidr),
    impact: () => ({
      impact: 'replace',
      note: 'a VPC keeps its block, so everything in it is created again',
    }),
  },
  {
    key: 'network.zones',
    area: 'infrastructure',
    read: field('network.zones', ({ network }) => network.zones.map(({ name }) => name).join(', ')),
    impact: () => ({ impact: 'live', note: 'hosts that move have rows of their own' }),
  },
  {
    key: 'network.egress',
    area: 'infrastructure',
    security: true,
    read: field('network.egress', ({ network }) => network.egress),
    impact: () => ({
      impact: 'replace',
      note: 'a host gets or loses its public address only when it is created',
    }),
  },
  {
    key: 'aws.region',
    area: 'infrastructure',
    read: field('aws.region', ({ aws }) => aws.region),
    impact: () => ({ impact: 'data-loss', note: 'volumes do not leave their region' }),
  },
  {
    key: 'aws.image',
    area: 'infrastructure',
    means: 'next-host',
    read: field('aws.image', ({ aws }) => aws.image),
    impact: () => NEW_HOSTS_ONLY,
  },
  {
    key: 'aws.updates',
    area: 'infrastructure',
    means: 'next-host',
    security: true,
    read: field('aws.updates', ({ aws }) => aws.updates),
    impact: () => NEW_HOSTS_ONLY,
  },
  {
    key: 'protected',
    area: 'infrastructure',
    security: true,
    read: field('protected', (environment) => (environment.protected ? 'yes' : 'no')),
    impact: (_, after) =>
      after.protected
        ? { impact: 'live' }
        : { impact: 'live', note: 'nothing guards volumes, secrets and hosts from deletion any more' },
  },
  {
    key: 'open to/data',
    area: 'infrastructure',
    security: true,
    read: field('redis.port', openTo('data')),
    impact: () => ({ impact: 'live', note: 'the security rules for data hosts, Sentinels and clients' }),
  },
  {
    key: 'open to/sentinel',
    area: 'infrastructure',
    security: true,
    read: field('sentinel.port', openTo('sentinel')),
    impact: () => ({ impact: 'live', note: 'the security rules for data hosts, Sentinels and clients' }),
  },
];

/** What is decided for one host. */
export const HOST_FACTS: readonly Fact<Host>[] = [
  {
    key: 'roles',
    area: 'topology',
    read: hostField('roles', ({ roles }) => [...roles].sort().join(', ')),
    impact: rolesImpact,
  },
  {
    key: 'zone',
    area: 'topology',
    read: hostField('zone', ({ zone }) => zone.name),
    impact: ({ data }) =>
      data === undefined
        ? { impact: 'replace' }
        : {
            impact: 'data-loss',
            note: 'its volume stays in the old zone, so it starts empty and copies from the primary',
          },
  },
  {
    key: 'address',
    area: 'topology',
    individual: true,
    read: hostField('address', ({ address }) => address),
    impact: () => ({ impact: 'replace' }),
  },
  {
    key: 'size',
    area: 'infrastructure',
    read: hostField('size', ({ size }) => size),
    impact: (before, after) =>
      before.architecture === after.architecture
        ? { impact: 'stop-start' }
        : {
            impact: 'replace',
            note: `its image is for ${before.architecture} and must be for ${after.architecture}`,
          },
  },
  {
    key: 'volume',
    area: 'infrastructure',
    read: ({ data }) => data && { text: formatSize(data.volume.size), origin: data.volume.origin },
    impact: volumeImpact,
  },
];

/** A host in one text, for one that comes or goes. */
export function describeHost({ roles, size, zone, address, data }: Host): string {
  const volume = data === undefined ? [] : [`volume ${formatSize(data.volume.size)}`];
  return [[...roles].sort().join(', '), size, `zone ${zone.name}`, address, ...volume].join('; ');
}

/** What the end of a host does. */
export function removalImpact(host: Host, environment: Environment): ChangeImpact {
  if (host.data === undefined)
    return { impact: 'replace', note: 'the other Sentinels count it until SENTINEL RESET' };
  return environment.protected
    ? {
        impact: 'data-loss',
        note: 'its volume is protected, so the deployment is refused until it is released',
      }
    : { impact: 'data-loss', note: 'its data volume is deleted' };
}

/** Every rule that lets a connection in: `6379 from data, sentinel, client`. */
function openTo(group: Group): (environment: Environment) => string {
  return (environment) => {
    const inward = flows(environment).filter(({ to }) => to === group);
    const ports = [...new Set(inward.map(({ port }) => port))];
    return ports
      .map(
        (port) =>
          `${port} from ${inward
            .filter((flow) => flow.port === port)
            .map(({ from }) => from)
            .join(', ')}`,
      )
      .join('; ');
  };
}

function field(path: string, text: (environment: Environment) => string): Fact<Environment>['read'] {
  return (environment) => ({ text: text(environment), origin: originOf(environment.definition, path) });
}

function hostField(path: string, text: (host: Host) => string): Fact<Host>['read'] {
  return (host, { definition }) => ({
    text: text(host),
    origin: originOf(definition, `hosts.${host.name}.${path}`),
  });
}

function packageImpact({ redis: before }: Environment, { redis: after }: Environment): ChangeImpact {
  if (!readsDataOf(after.version, before.version))
    return {
      impact: 'data-loss',
      note: `Redis ${after.version} refuses the files that Redis ${before.version} wrote`,
    };
  const older = compareVersions(after.version, before.version) < 0;
  const order = older ? 'a step back: replicas first' : 'replicas first, the primary last';
  return { impact: 'restart', note: `${order}${reservation(after.version)}` };
}

/** What was read of a version, but not seen on a server of it, is said to whoever moves there. */
function reservation(version: RedisVersion): string {
  const { confirmed, source } = knowledgeOf(version);
  return confirmed ? '' : `; what is known of Redis ${version} was read, not measured (${source})`;
}

function rolesImpact(before: Host, after: Host): ChangeImpact {
  const same =
    (before.data === undefined) === (after.data === undefined) &&
    (before.sentinel === undefined) === (after.sentinel === undefined);
  return same
    ? { impact: 'none', note: 'after the first boot Sentinel decides who is primary' }
    : { impact: 'replace', note: 'a host gets its programs at its first boot only' };
}

function volumeImpact({ data: before }: Host, { data: after }: Host): ChangeImpact {
  if (before === undefined) return { impact: 'live' };
  if (after === undefined) return { impact: 'data-loss', note: 'its data volume is deleted' };
  return after.volume.size < before.volume.size
    ? { impact: 'data-loss', note: 'a volume cannot shrink, so an empty one takes its place' }
    : { impact: 'live', note: 'its file system grows afterwards' };
}
