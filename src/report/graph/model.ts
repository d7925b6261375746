/** An environment as a picture shows it: zones, hosts in them, and who is linked with whom. */

import { formatSize } from '../../base/units.ts';
import type { Role } from '../../definition/environment.ts';
import { dataHosts, type Environment, firstPrimary, sentinelHosts } from '../../topology/environment.ts';

/** A host in the picture. */
export interface GraphHost {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The role that gives the host its colour: its role as data host, else `sentinel`. */
  readonly mainRole: Role;
  readonly address: string;
  /** Its size and memory. */
  readonly machine: string;
}

/** A zone in the picture; data hosts and the rest of the Sentinels in two rows. */
export interface GraphZone {
  readonly name: string;
  readonly subnet: string;
  readonly data: readonly GraphHost[];
  readonly sentinels: readonly GraphHost[];
}

/**
 * - `replication`: data flows from the primary to a replica.
 * - `watch`: a Sentinel monitors the primary and, through it, learns of its replicas.
 */
export interface GraphLink {
  readonly kind: 'replication' | 'watch';
  readonly from: string;
  readonly to: string;
}

/** The picture of an environment as it is first created. */
export interface Graph {
  readonly name: string;
  /** What holds for all hosts, in one line. */
  readonly caption: string;
  readonly zones: readonly GraphZone[];
  readonly links: readonly GraphLink[];
}

/** Draws up the picture of an environment. */
export function graphOf(environment: Environment): Graph {
  const { name, network } = environment;
  return {
    name,
    caption: captionOf(environment),
    zones: network.zones.map((zone) => {
      const hosts = environment.hosts.filter((host) => host.zone.name === zone.name);
      return {
        name: zone.name,
        subnet: zone.subnet,
        data: hosts.filter(({ data }) => data !== undefined).map(hostOf),
        sentinels: hosts.filter(({ data }) => data === undefined).map(hostOf),
      };
    }),
    links: linksOf(environment),
  };
}

function captionOf({ redis, sentinel, network, hosts }: Environment): string {
  const sentinels = sentinelHosts({ hosts }).length;
  return [
    `Redis ${redis.version}, port ${redis.port}`,
    `group ${sentinel.group}, quorum ${sentinel.quorum} of ${sentinels}, Sentinel port ${sentinel.port}`,
    network.cidr,
  ].join(' · ');
}

function linksOf(environment: Environment): readonly GraphLink[] {
  const primary = firstPrimary(environment).name;
  return [
    ...dataHosts(environment)
      .filter(({ name }) => name !== primary)
      .map(({ name }) => ({ kind: 'replication', from: primary, to: name }) as const),
    ...sentinelHosts(environment)
      .filter(({ name }) => name !== primary)
      .map(({ name }) => ({ kind: 'watch', from: name, to: primary }) as const),
  ];
}

function hostOf({ name, roles, address, size, memory }: Environment['hosts'][number]): GraphHost {
  const mainRole = roles.find((role) => role !== 'sentinel') ?? 'sentinel';
  return { name, roles, mainRole, address, machine: `${size} · ${formatSize(memory)}` };
}
