/** What an environment decides beside the files of its hosts: topology and infrastructure, as keys and values. */

import { formatSize } from '../base/units.ts';
import type { Means } from '../definition/means.ts';
import { titleOf } from '../redis/catalogue/index.ts';
import type { ChangeImpact } from '../redis/impact.ts';
import { type States, tellMoves } from '../topology/address-moves.ts';
import { type Backups, type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import { type Endpoint, type Flow, flows, outwards } from '../topology/flows.ts';
import { originOf } from '../topology/origin.ts';
import { hasTls } from '../topology/tls.ts';
import type { Area } from './change.ts';
import { rollOutImpact } from './version-changes.ts';

/** A value as one text. */
export interface FactValue {
  readonly text: string;
  readonly origin: string;
}

/** Something that one environment or one host decides. What changing it does in AWS, the stacks tell. */
export interface Fact<Subject> {
  /** The key of its row; that of a host has `host/` before it. */
  readonly key: string;
  readonly area: Area;
  readonly security?: boolean;
  /** @default 'deploy' */
  readonly means?: Means;
  /** True for what two environments never share, since each has its own. */
  readonly individual?: boolean;
  readonly read: (subject: Subject, environment: Environment) => FactValue | undefined;
  /** What changing it does beside what the stacks tell. @default nothing */
  readonly beside?: (before: Subject, after: Subject) => ChangeImpact;
}

/** Something that one host decides. */
export interface HostFact extends Fact<Host> {
  /** Why it changes and what keeps it: a clause, for a change that nobody may have meant. */
  readonly tell?: (states: States) => (before: Host) => string;
}

const NEW_HOSTS_ONLY: ChangeImpact = { impact: 'none', note: 'only hosts created from now on get it' };

/** What an environment decides for all its hosts. */
export const ENVIRONMENT_FACTS: readonly Fact<Environment>[] = [
  {
    key: 'redis.package',
    area: 'infrastructure',
    means: 'roll-out',
    read: ({ redis, definition }) => ({
      text: `${redis.package} (${titleOf(redis.version)})`,
      origin: originOf(definition, 'redis.package'),
    }),
    beside: ({ redis: before }, { redis: after }) => rollOutImpact(before.version, after.version),
  },
  {
    key: 'network.cidr',
    area: 'infrastructure',
    individual: true,
    read: field('network.cidr', ({ network }) => network.cidr),
  },
  {
    key: 'network.zones',
    area: 'infrastructure',
    read: field('network.zones', ({ network }) => network.zones.map(({ name }) => name).join(', ')),
  },
  {
    key: 'network.egress',
    area: 'infrastructure',
    security: true,
    read: field('network.egress', ({ network }) => network.egress),
    beside: (_, { network }) =>
      network.egress === 'nat'
        ? { impact: 'live', note: 'a host keeps its public address until it is replaced' }
        : {
            impact: 'replace',
            note: 'the NAT gateway goes, and with it the address that hosts come from',
          },
  },
  {
    key: 'network.flowLogDays',
    area: 'infrastructure',
    security: true,
    read: field('network.flowLogDays', ({ network }) => String(network.flowLogDays)),
  },
  {
    key: 'aws.account',
    area: 'infrastructure',
    security: true,
    read: field('aws.account', ({ aws }) => aws.account ?? 'any'),
    beside: accountImpact,
  },
  {
    key: 'aws.region',
    area: 'infrastructure',
    read: field('aws.region', ({ aws }) => aws.region),
  },
  {
    key: 'aws.image',
    area: 'infrastructure',
    means: 'roll-out',
    read: field('aws.image', ({ aws }) => aws.image),
    beside: () => ({
      impact: 'replace',
      clause: 'make hosts anew, one after the other, from another image (aws.image)',
    }),
  },
  {
    key: 'aws.updates',
    area: 'infrastructure',
    means: 'next-host',
    security: true,
    read: field('aws.updates', ({ aws }) => aws.updates),
    beside: () => NEW_HOSTS_ONLY,
  },
  {
    key: 'aws.passwordVersion',
    area: 'infrastructure',
    security: true,
    read: field('aws.passwordVersion', ({ aws }) => String(aws.passwordVersion)),
  },
  {
    key: 'aws.alarmTopic',
    area: 'infrastructure',
    read: field('aws.alarmTopic', ({ aws }) => aws.alarmTopic ?? 'none'),
  },
  {
    key: 'aws.keyPair',
    area: 'infrastructure',
    security: true,
    read: field('aws.keyPair', ({ aws }) => aws.keyPair ?? 'none'),
    beside: (_, { aws }) =>
      aws.keyPair === undefined
        ? { impact: 'live', note: 'nobody logs in any more' }
        : { impact: 'live', note: 'only hosts created from now on take the key' },
  },
  {
    key: 'aws.backups',
    area: 'infrastructure',
    read: field('aws.backups', ({ aws }) => describeBackups(aws.backups)),
    beside: (_, { aws }) =>
      aws.backups.keep > 0
        ? { impact: 'live' }
        : { impact: 'live', note: 'no more snapshots are taken, and those that there are stay' },
  },
  {
    key: 'aws.restore',
    area: 'infrastructure',
    read: field('aws.restore', ({ aws }) => aws.restore ?? 'none'),
    beside: (_, { aws }) =>
      aws.restore === undefined
        ? {
            impact: 'none',
            note: 'volumes keep what they hold, and are guarded from deletion again where protected',
          }
        : { impact: 'none' },
  },
  {
    key: 'aws.tags',
    area: 'infrastructure',
    individual: true,
    read: field('aws.tags', ({ aws }) => {
      const tags = Object.entries(aws.tags).map(([key, value]) => `${key}=${value}`);
      return tags.length === 0 ? 'none' : tags.sort().join(', ');
    }),
  },
  {
    key: 'aws.state',
    area: 'infrastructure',
    individual: true,
    read: field('aws.state', ({ aws: { state } }) =>
      state === undefined ? 'a file' : `${state.bucket} in ${state.region}`,
    ),
  },
  {
    key: 'tls.authority',
    area: 'infrastructure',
    security: true,
    read: (environment) =>
      !hasTls(environment)
        ? undefined
        : field('tls.authority', ({ tls }) => SIGNERS[tls.authority] ?? tls.authority)(
            environment,
            environment,
          ),
    beside: authorityImpact,
  },
  {
    key: 'protected',
    area: 'infrastructure',
    security: true,
    read: field('protected', (environment) => (environment.protected ? 'yes' : 'no')),
    beside: (_, after) =>
      after.protected
        ? { impact: 'live' }
        : { impact: 'live', note: 'nothing guards volumes, secrets and hosts from deletion any more' },
  },
  {
    key: 'open to/data',
    area: 'infrastructure',
    security: true,
    read: field('redis.port', openTo('data')),
  },
  {
    key: 'open to/sentinel',
    area: 'infrastructure',
    security: true,
    read: field('sentinel.port', openTo('sentinel')),
  },
  {
    key: 'open to/secrets',
    area: 'infrastructure',
    security: true,
    read: (environment) =>
      environment.network.secretStore && field('protected', openTo('secrets'))(environment, environment),
  },
  {
    key: 'open to/outside',
    area: 'infrastructure',
    security: true,
    read: field('aws.image', (environment) => portsFrom(outwards(environment))),
  },
];

/** Who signs certificates, by `tls.authority`; an ARN is that of AWS Private CA. */
const SIGNERS: Readonly<Record<string, string>> = {
  environment: 'an authority of the environment',
  files: 'whoever lays files on the hosts',
};

/** Hosts take a certificate of the new one when all trust both: the step of a deploy refuses to issue any before. */
function authorityImpact(before: Environment, after: Environment): ChangeImpact {
  const sides = [before, after];
  const isStored = sides.every((side) => hasTls(side) && side.tls.authority !== 'files');
  if (!isStored || before.name !== after.name) return { impact: 'none' };
  return {
    impact: 'live',
    note: 'hosts and clients have to trust both before the new one signs: vedette rotate --authority first, since a deploy refuses to issue certificates until then',
  };
}

/** The state knows nothing of another account, and what it knows of is not found there. */
function accountImpact(before: Environment, after: Environment): ChangeImpact {
  if (before.aws.account === undefined || after.aws.account === undefined) return { impact: 'none' };
  return {
    impact: 'data-loss',
    note: 'everything is created again in the other account, without its data, and what there is runs on',
  };
}

/** What is decided for one host. */
export const HOST_FACTS: readonly HostFact[] = [
  {
    key: 'roles',
    area: 'topology',
    read: hostField('roles', ({ roles }) => [...roles].sort().join(', ')),
    // Another kind of host takes its place, so that nothing worse hides the note.
    beside: (before, after) =>
      before.sentinel !== undefined && after.sentinel === undefined
        ? { impact: 'replace', note: COUNTED }
        : { impact: 'none', note: 'after the first boot Sentinel decides who is primary' },
  },
  {
    key: 'zone',
    area: 'topology',
    read: hostField('zone', ({ zone }) => zone.name),
  },
  {
    key: 'address',
    area: 'topology',
    individual: true,
    read: hostField('address', ({ address }) => address),
    tell: tellMoves,
  },
  {
    key: 'size',
    area: 'infrastructure',
    read: hostField('size', ({ size }) => size),
  },
  {
    key: 'volume',
    area: 'infrastructure',
    read: ({ data }) => data && { text: formatSize(data.volume.size), origin: data.volume.origin },
  },
];

function describeBackups({ keep, every, at, copyTo }: Backups): string {
  if (keep === 0) return 'none';
  const copied = copyTo === undefined ? '' : `, copied to ${copyTo}`;
  return `${keep} of each volume, one every ${every} from ${at} on${copied}`;
}

/** A host in one text, for one that comes or goes. */
export function describeHost({ roles, size, zone, address, data }: Host): string {
  const volume = data === undefined ? [] : [`volume ${formatSize(data.volume.size)}`];
  return [[...roles].sort().join(', '), size, `zone ${zone.name}`, address, ...volume].join('; ');
}

/** What the end of a host does to the group; what becomes of its volume, the stacks tell. */
export function removalImpact(host: Host, { before, after }: States): ChangeImpact {
  const stay = new Set(sentinelHosts(after).map(({ name }) => name));
  const others = sentinelHosts(before).some(({ name }) => stay.has(name));
  return host.sentinel === undefined || !others
    ? { impact: 'replace' }
    : { impact: 'replace', note: COUNTED };
}

const COUNTED = 'the other Sentinels count it until SENTINEL RESET';

/** Every rule that lets a connection in: `6379 from data, sentinel, client`. */
function openTo(group: Endpoint): (environment: Environment) => string {
  return (environment) => portsFrom(flows(environment).filter(({ to }) => to === group));
}

function portsFrom(inward: readonly Pick<Flow, 'from' | 'port'>[]): string {
  const ports = [...new Set(inward.map(({ port }) => port))];
  return ports
    .map((port) => {
      const from = inward.filter((flow) => flow.port === port).map((flow) => flow.from);
      return `${port} from ${from.join(', ')}`;
    })
    .join('; ');
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
