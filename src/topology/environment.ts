/** An environment with everything decided. Plain frozen data: two equal definitions give two equal environments. */

import type { Bytes, Milliseconds } from '../base/units.ts';
import type { BackupInterval, Directives, EnvironmentDefinition, Role } from '../definition/environment.ts';
import type { PackageName } from '../definition/packages.ts';
import type { Architecture, SizeName } from '../definition/sizes.ts';
import type { EngineName, EngineVersion } from '../redis/catalogue/index.ts';
import type { Demands } from './demands.ts';
import type { Address } from './ipv4.ts';

/** A zone and the subnet that its hosts live in. */
export interface Zone {
  /** The zone's letter. */
  readonly name: string;
  /** The block of its subnet, for example `10.0.0.0/24`. */
  readonly subnet: string;
}

/** An address in a zone. */
export interface Seat {
  readonly zone: Zone;
  readonly address: Address;
}

/** The volume that a data host keeps its data on. */
export interface Volume {
  readonly size: Bytes;
  /** Where the size comes from: the field, or `derived: 2.5 times the memory of the host`. */
  readonly origin: string;
}

/** What a data host has besides a host's own. */
export interface DataHost {
  /** Redis's memory for data. */
  readonly maxmemory: Bytes;
  /** Where `maxmemory` comes from, for example `derived: 50% of 4gb`. */
  readonly maxmemoryOrigin: string;
  readonly volume: Volume;
  /** `replica-priority`: lowest first, 0 never. */
  readonly priority: number;
}

/** What a Sentinel host has besides a host's own. */
export interface SentinelHost {
  /** 40 hexadecimal digits that stay the same when the host is replaced. */
  readonly myid: string;
}

/** One host, decided. */
export interface Host {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly address: Address;
  readonly zone: Zone;
  readonly size: SizeName;
  readonly memory: Bytes;
  readonly architecture: Architecture;
  /** Present on hosts that hold data. */
  readonly data?: DataHost;
  /** Present on hosts that are Sentinels. */
  readonly sentinel?: SentinelHost;
}

/** A host that holds data. */
export type HostWithData = Host & { readonly data: DataHost };

/** A host that is a Sentinel. */
export type HostWithSentinel = Host & { readonly sentinel: SentinelHost };

/** A rule that the environment breaks knowingly. */
export interface Waiver {
  readonly rule: string;
  readonly reason: string;
}

/** Which snapshots are taken of every data volume. */
export interface Backups {
  /** How many of each volume; 0 where none are taken. */
  readonly keep: number;
  readonly every: BackupInterval;
  /** The time of the day's first, in UTC. */
  readonly at: string;
  /** A second region that each is copied to. */
  readonly copyTo?: string;
}

/** What only concerns AWS, decided. */
export interface Aws {
  /** The only account that it may live in; absent where any may be. */
  readonly account?: string;
  readonly region: string;
  readonly image: string;
  readonly updates: 'first-boot' | 'off';
  readonly passwordVersion: number;
  readonly alarms: boolean;
  /** `own`, or the ARN of a topic in the same region; absent where alarms tell nobody. */
  readonly alarmTopic?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly cpuCredits: 'standard' | 'unlimited';
  /** The key pair of those who may log in; absent where nobody may. */
  readonly keyPair?: string;
  readonly backups: Backups;
  /** The snapshot that the data begin with; absent where none is given. */
  readonly restore?: string;
  /** The bucket of Terraform's state; absent where it is a file. */
  readonly state?: { readonly bucket: string; readonly region: string };
}

/** Encrypted connections, decided. */
export interface Tls {
  readonly mode: 'off' | 'optional' | 'required';
  /** Of Redis; open where the mode is not `off`. */
  readonly port: number;
  /** Of Sentinel; open where the mode is not `off`. */
  readonly sentinelPort: number;
  /** Who signs certificates: one that vedette makes, one of AWS Private CA by its ARN, or who laid the `files` on the hosts. */
  readonly authority: 'environment' | 'files' | `arn:${string}`;
  readonly lifetimeDays: number;
  readonly renewBeforeDays: number;
}

/** What a user may do; what is undefined is as every group has it. */
export interface UserRights {
  readonly keys?: readonly string[];
  readonly channels?: readonly string[];
  readonly commands?: readonly string[];
}

/** Who may log in, decided. */
export interface Users {
  readonly mode: 'off' | 'optional' | 'required';
  readonly application: UserRights;
  /** Further users, by name. */
  readonly more: Readonly<Record<string, Required<UserRights>>>;
}

/** An environment, decided. */
export interface Environment {
  readonly name: string;
  /** The file of the definition, as messages name it; the name of one that was created. */
  readonly file: string;
  /** What a person wrote, for telling defaults from choices. */
  readonly definition: EnvironmentDefinition;
  /** What the settings of the project demand; absent where they demand nothing. */
  readonly demands?: Demands;
  /** Present where `vedette env create` made it of another one: the name of that. */
  readonly createdFrom?: string;
  readonly redis: {
    readonly engine: EngineName;
    readonly package: PackageName;
    readonly version: EngineVersion;
    readonly port: number;
    readonly persistence: 'none' | 'rdb' | 'aof';
    readonly minReplicasToWrite: number;
    readonly minReplicasMaxLag: Milliseconds;
    readonly directives: Directives;
  };
  readonly sentinel: {
    readonly group: string;
    readonly port: number;
    readonly quorum: number;
    readonly downAfter: Milliseconds;
    readonly failoverTimeout: Milliseconds;
    readonly parallelSyncs: number;
    readonly directives: Directives;
  };
  readonly tls: Tls;
  readonly users: Users;
  readonly network: {
    readonly cidr: string;
    readonly zones: readonly Zone[];
    readonly egress: 'public' | 'nat';
    /** For how many days flow logs are kept; 0 where there are none. */
    readonly flowLogDays: number;
    /**
     * Present where egress is `nat` and the environment is not protected: the subnet of the NAT gateway, in the first
     * zone. No host lives in it. The gateway of a protected environment is in every zone and needs none.
     */
    readonly publicSubnet?: Zone;
    /** Present where the environment is protected: where hosts reach the secret store inside the VPC, in each zone. */
    readonly secretStore?: readonly Seat[];
  };
  /** In the order of the definition. */
  readonly hosts: readonly Host[];
  readonly aws: Aws;
  readonly protected: boolean;
  /** Data hosts that left, whose volumes may be destroyed although the environment is protected. */
  readonly retired: readonly string[];
  readonly waivers: readonly Waiver[];
}

/** True for a host that holds data. */
export function hasData(host: Host): host is HostWithData {
  return host.data !== undefined;
}

/** True for a host that is a Sentinel. */
export function hasSentinel(host: Host): host is HostWithSentinel {
  return host.sentinel !== undefined;
}

/** The hosts that hold data, in order. */
export function dataHosts({ hosts }: Pick<Environment, 'hosts'>): readonly HostWithData[] {
  return hosts.filter(hasData);
}

/** The hosts that are Sentinels, in order. */
export function sentinelHosts({ hosts }: Pick<Environment, 'hosts'>): readonly HostWithSentinel[] {
  return hosts.filter(hasSentinel);
}

/** The host that starts as primary on the very first boot. */
export function firstPrimary(environment: Pick<Environment, 'hosts'>): HostWithData {
  const primary = dataHosts(environment).find((host) => host.roles.includes('primary'));
  if (primary === undefined) throw new RangeError('an environment without a primary was resolved');
  return primary;
}

/** How many Sentinels are a majority of all. */
export function majority(sentinels: number): number {
  return Math.floor(sentinels / 2) + 1;
}
