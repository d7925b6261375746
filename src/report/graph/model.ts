/** An environment as a picture shows it: zones, hosts in them, their clients, and who is linked with whom. */

import { formatSize } from '../../base/units.ts';
import type { Role } from '../../definition/environment.ts';
import { titleOf } from '../../redis/catalogue/index.ts';
import { dataHosts, type Environment, firstPrimary, sentinelHosts } from '../../topology/environment.ts';
import { type Listener, openPorts } from '../../topology/ports.ts';

/** A host in the picture. */
export interface GraphHost {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The role that gives the host its colour: its role as data host, else `sentinel`. */
  readonly mainRole: Role;
  readonly address: string;
  /** What listens on it and where, and what it keeps its data on. */
  readonly services: readonly string[];
  /** Its size and memory. */
  readonly machine: string;
}

/** A zone in the picture; data hosts come before the rest of the Sentinels. */
export interface GraphZone {
  readonly name: string;
  readonly subnet: string;
  readonly data: readonly GraphHost[];
  readonly sentinels: readonly GraphHost[];
}

/**
 * - `replication`: data flows from the primary to a replica.
 * - `watch`: a Sentinel monitors the primary and, through it, learns of its replicas and of the other Sentinels.
 */
export interface GraphLink {
  readonly kind: 'replication' | 'watch';
  readonly from: string;
  readonly to: string;
}

/** What programs that use the group connect to. */
export interface GraphClients {
  /** The Sentinels, of which each tells who is primary. */
  readonly ask: readonly string[];
  /** The primary, which they read from and write to. */
  readonly use: string;
}

/** The picture of an environment as it is first created. */
export interface Graph {
  readonly name: string;
  /** What holds for all hosts, in one line. */
  readonly caption: string;
  readonly zones: readonly GraphZone[];
  readonly links: readonly GraphLink[];
  readonly clients: GraphClients;
}

/** Draws up the picture of an environment. */
export function graphOf(environment: Environment): Graph {
  const { name, network } = environment;
  return {
    name,
    caption: captionOf(environment),
    zones: network.zones.map((zone) => {
      const hosts = environment.hosts.filter((host) => host.zone.name === zone.name);
      const shown = (withData: boolean) =>
        hosts
          .filter(({ data }) => (data !== undefined) === withData)
          .map((host) => hostOf(environment, host));
      return { name: zone.name, subnet: zone.subnet, data: shown(true), sentinels: shown(false) };
    }),
    links: linksOf(environment),
    clients: {
      ask: sentinelHosts(environment).map((host) => host.name),
      use: firstPrimary(environment).name,
    },
  };
}

function captionOf(environment: Environment): string {
  const { redis, sentinel, network } = environment;
  const sentinels = sentinelHosts(environment).length;
  return [
    `${titleOf(redis.version)}, port ${portsOf(environment, 'redis')}`,
    `group ${sentinel.group}, quorum ${sentinel.quorum} of ${sentinels}, Sentinel port ${portsOf(environment, 'sentinel')}`,
    network.cidr,
  ].join(' · ');
}

/** A Sentinel beside the primary watches it as the others do. */
function linksOf(environment: Environment): readonly GraphLink[] {
  const primary = firstPrimary(environment).name;
  return [
    ...dataHosts(environment)
      .filter(({ name }) => name !== primary)
      .map(({ name }) => ({ kind: 'replication', from: primary, to: name }) as const),
    ...sentinelHosts(environment).map(({ name }) => ({ kind: 'watch', from: name, to: primary }) as const),
  ];
}

function hostOf(
  environment: Environment,
  { name, roles, address, size, memory, ...host }: Environment['hosts'][number],
): GraphHost {
  return {
    name,
    roles,
    mainRole: roles.find((role) => role !== 'sentinel') ?? 'sentinel',
    address,
    services: [
      ...(host.data === undefined
        ? []
        : [`Redis :${portsOf(environment, 'redis')}, volume ${formatSize(host.data.volume.size)}`]),
      ...(host.sentinel === undefined ? [] : [`Sentinel :${portsOf(environment, 'sentinel')}`]),
    ],
    machine: `${size}, ${formatSize(memory)}`,
  };
}

/** `6379`, or `6379 and 6380 with TLS`. */
function portsOf(environment: Environment, program: Listener): string {
  return openPorts(environment, program)
    .map(({ number, isTls }) => (isTls ? `${number} with TLS` : String(number)))
    .join(' and ');
}
