/** What a client and the process of a cloud say to each other. */

import type { EnvironmentDefinition } from '../definition/environment.ts';
import type { EngineFiles } from './engine-files.ts';

/** A host to be created. */
export interface LocalHost {
  /** A DNS label, unique in its cloud. */
  readonly name: string;
  /** Its IPv4 address. */
  readonly address: string;
  /** The CIDR of its subnet; the first address after the network's is the router. */
  readonly subnet: string;
  /** What runs as root at its first boot: a text that begins with `#!`. */
  readonly userData: string;
  /** The id of its data volume, for example `vol-0123456789abcdef0`. A volume outlives its host. @default none */
  readonly volume?: string;
  /** The size of that volume in bytes, where it is made. @default 8 GiB */
  readonly volumeSize?: number;
  /** Its availability zone. @default zone `a` of the cloud's region */
  readonly zone?: string;
  /** Its instance type, by which nothing differs here: who makes hosts anew looks at it. @default unknown */
  readonly size?: string;
  /** The image that it starts from, by which nothing differs here: who makes hosts anew looks at it. @default unknown */
  readonly image?: string;
  /** Its instance id. @default a new one */
  readonly instanceId?: string;
  /**
   * The instance profile in the account that tells its role; false for no role.
   * @default a role that may read the secrets of the environment
   */
  readonly profile?: string | false;
}

/** What can be changed of a host that exists. What is not named stays. */
export type HostChange = Partial<Pick<LocalHost, 'userData' | 'profile' | 'size'>>;

/** What hosts were booted from: a definition may have changed since. */
export interface BootedDefinition {
  /** The path of its file. */
  readonly file: string;
  readonly definition: EnvironmentDefinition;
}

/** A secret that hosts can ask for. */
export interface LocalSecret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
  /** The label that the value gets. @default AWSCURRENT */
  readonly stage?: 'AWSCURRENT' | 'AWSPENDING';
}

/** A cloud to be started. */
export interface LocalCloudSpec {
  /** The environment's name. The role of its hosts may read the secrets below `vedette/<name>/`. */
  readonly name: string;
  /** The AWS region that the metadata service reports. */
  readonly region: string;
  /** What hosts run as Redis and Sentinel. @default the Redis of the machine */
  readonly engine?: EngineFiles | undefined;
  /** What hosts run in its place that install a package of Redis, by the package's name. @default none */
  readonly engines?: Readonly<Record<string, EngineFiles>> | undefined;
  /** Lines that the image's /etc/rc.conf has beside its own. @default none */
  readonly rcConf?: Readonly<Record<string, string>>;
  /** How many times shorter than it says sleep(1) takes on hosts, to see the end of a long wait. @default 1 */
  readonly haste?: number;
  /**
   * Programs of the machine that hosts run under the names of others, for example `yash` for `sh`. The stand-ins' own
   * tools stay what they are, but for the shell. @default none
   */
  readonly programs?: Readonly<Record<string, string>>;
  /** The FreeBSD release that hosts say they run. Before 15.0 a disk that is attached appears at the next boot only. @default 15.1 */
  readonly release?: string;
  /** The packages that have a known vulnerability, by name. @default none */
  readonly vulnerable?: readonly string[];
  /** @default unknown, where Terraform deploys it */
  readonly booted?: BootedDefinition;
  /** What Secrets Manager holds: secret name to secret string. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * - `running`: powered on.
 * - `stopped`: shut down in order; its root and volume are kept.
 * - `killed`: its power was cut; its root and volume are kept.
 */
export type HostState = 'running' | 'stopped' | 'killed';

/** How far the present boot came, from the last line of the console that says so. */
export type BootState = 'booting' | 'ready' | 'failed';

/** A program that `service` starts. */
export type Service = 'redis' | 'sentinel';

/** A host as it is now. */
export interface HostStatus {
  readonly name: string;
  readonly address: string;
  /** Changes whenever the host is created anew. */
  readonly instanceId: string;
  readonly state: HostState;
  readonly boot: BootState;
  /** The console's last line of vedette, which tells why a boot failed; without one its last line. */
  readonly lastLine: string;
  /** What runs on it. */
  readonly services: readonly Service[];
  /** The pid of its init among the cloud's processes; undefined while it is off. */
  readonly pid: number | undefined;
}

/**
 * Requests that are to fail before the service answers again: the next n of each kind.
 * - `mirror`: the package mirror answers 503.
 * - `metadata`: the metadata service drops the connection.
 * - `credentials`: the role has no credentials yet, 404.
 * - `secrets`: Secrets Manager answers 500.
 */
export type Faults = Readonly<Partial<Record<FaultySource, number>>>;

/** A service of the cloud that can be told to fail. */
export type FaultySource = 'mirror' | 'metadata' | 'credentials' | 'secrets';

/** Where a cloud keeps everything, inside its own mount namespace. */
export const CLOUD_FOLDER = '/run/vedette';

/** The socket on which a cloud listens, inside its own mount namespace. */
export const CONTROL_SOCKET = `${CLOUD_FOLDER}/control.sock`;

/** The PATH of a login on FreeBSD. */
export const FREEBSD_PATH = '/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin';

/** What one program of a host wrote into its log, from some byte on. */
export interface Log {
  readonly text: string;
  /** The byte where what comes next will begin. */
  readonly end: number;
}

/** The logs of Redis and Sentinel of a host; undefined for one that never ran there. */
export type HostLogs = Readonly<Partial<Record<Service, Log>>>;

/** The bytes from which logs are wanted; from the beginning where none is given. */
export type LogPlaces = Readonly<Partial<Record<Service, number>>>;

/** How a request to a cloud failed. */
export interface ControlError {
  readonly error: string;
  /** Whether the message is for the user; otherwise it is a fault of vedette, with its stack. */
  readonly user: boolean;
}
