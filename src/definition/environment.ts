import type { DurationText, ShareText, SizeText } from '../base/units.ts';
import type { EngineName, ReleaseLine } from '../redis/catalogue/version.ts';
import type { DirectiveValue } from '../redis/directive-value.ts';
import type { RedisDirective, SentinelDirective, WaivableRule } from './names.ts';
import type { PackageName } from './packages.ts';
import type { SizeName } from './sizes.ts';

/**
 * What a host does. `primary` says who starts as primary on the very first boot of the environment; from then on
 * Sentinel decides. A host may hold data and be a Sentinel at once.
 */
export type Role = 'primary' | 'replica' | 'sentinel';

/** Directives by name, as Redis spells them: `{ 'maxmemory-policy': 'allkeys-lru' }`. */
export type Directives = Readonly<Record<string, DirectiveValue>>;

/** The same where they are written by hand: an editor offers the names, and refuses others. */
export type NamedDirectives<Name extends string> = Readonly<Partial<Record<Name, DirectiveValue>>>;

/** The servers, of Redis or of Valkey: the same on every data host, since roles swap. */
export interface RedisDefinition {
  /**
   * The FreeBSD package. Those of Redis have their version in the name, so that the major version never changes by itself;
   * `valkey` moves with the ports tree.
   * @default that of `engine`: 'redis72', or 'valkey'
   */
  readonly package?: PackageName;
  /**
   * The version that the files are written for, where the name of the package says none. A host whose package is at
   * another one stops its first boot before it starts anything.
   * @default that of the package; of `valkey` '8.1'
   */
  readonly version?: ReleaseLine;
  /**
   * The port that Redis listens on.
   * @default 6379
   */
  readonly port?: number;
  /**
   * Memory for data: a size, or a share of the host's memory.
   * @default '50%'
   */
  readonly maxmemory?: SizeText | ShareText;
  /**
   * What is kept on disk: `rdb` snapshots, `aof` snapshots and every write, `none` nothing.
   * @default 'rdb'
   */
  readonly persistence?: 'none' | 'rdb' | 'aof';
  /**
   * The primary refuses writes while fewer replicas than this are attached, so that an isolated primary stops taking
   * writes that are lost later.
   * @default 1 with two or more replicas, else 0
   */
  readonly minReplicasToWrite?: number;
  /**
   * A replica counts as attached for this long after its last acknowledgement, in whole seconds.
   * @default '10s'
   */
  readonly minReplicasMaxLag?: DurationText;
  /**
   * Further directives of redis.conf, each one the package's version knows and vedette does not write itself.
   * @default {}
   */
  readonly directives?: NamedDirectives<RedisDirective>;
}

/** The Sentinels, and when they fail over. */
export interface SentinelDefinition {
  /**
   * The name clients ask for.
   * @default 'mymaster'
   */
  readonly group?: string;
  /**
   * The port that Sentinel listens on.
   * @default 26379
   */
  readonly port?: number;
  /** How many Sentinels must find the primary down before a failover is tried. A majority is needed to carry it out. */
  readonly quorum: number;
  /**
   * How long a host must be silent before a Sentinel calls it down.
   * @default '5s'
   */
  readonly downAfter?: DurationText;
  /**
   * The bound of a failover's steps; the next try comes after twice this time.
   * @default '60s'
   */
  readonly failoverTimeout?: DurationText;
  /**
   * How many replicas move to the new primary at the same time.
   * @default 1
   */
  readonly parallelSyncs?: number;
  /**
   * Further options of sentinel.conf, without the word `sentinel` and the group: `{ 'deny-scripts-reconfig': true }`.
   * @default {}
   */
  readonly directives?: NamedDirectives<SentinelDirective>;
}

/**
 * Encrypted connections: of clients, between the servers, between the Sentinels and from them to the servers. The certificate
 * of a host says its address and its name, and serves both ends.
 */
export interface TlsDefinition {
  /**
   * `optional` opens ports for TLS beside the others, so that clients can move to them one by one, while the hosts speak with
   * one another as before; with `required` everything is encrypted, and the other ports are closed. A running group goes from
   * `off` to `optional`, for which its hosts are made anew one by one; `required` is for groups that begin with it, since hosts
   * that have closed those ports and hosts that have not do not find each other.
   * @default 'off'
   */
  readonly mode?: 'off' | 'optional' | 'required';
  /**
   * The port that Redis listens on for TLS.
   * @default 6380
   */
  readonly port?: number;
  /**
   * The port that Sentinel listens on for TLS.
   * @default 26380
   */
  readonly sentinelPort?: number;
  /**
   * Who signs the certificates of hosts: an authority of the `environment` that vedette makes; one of AWS Private CA, by its
   * ARN, which is sent requests and no key, and whose word hosts take for whoever it signs for; or somebody else, whose `files`
   * stand on each host before its first boot: `host.key`, `host.crt` and `ca.crt` in `/usr/local/etc/vedette/tls`.
   * @default 'environment'
   */
  readonly authority?: 'environment' | 'files' | `arn:${string}`;
  /**
   * How long the certificate of a host is valid.
   * @default 90
   */
  readonly lifetimeDays?: number;
  /**
   * How long before it ends a certificate is renewed.
   * @default 30
   */
  readonly renewBeforeDays?: number;
}

/** What a user may do on the port for data, in the words of Redis's rules for users (ACL). */
export interface UserRights {
  /**
   * The keys, by patterns: `orders:*`. A pattern behind `%R~` is of keys that are read only, one behind `%W~` of keys that are
   * written only.
   * @default [], and of `application` all keys
   */
  readonly keys?: readonly string[];
  /**
   * The channels that messages are sent on and heard from, by patterns: `news.*`.
   * @default [], and of `application` all that do not begin with `_`
   */
  readonly channels?: readonly string[];
  /**
   * The commands, in order: `+` or `-` and a command, a subcommand or a category, such as `+@read`, `-keys` or
   * `+client|setname`.
   * @default [], and of `application` all but what categories `@admin` and `@dangerous` have, with `INFO` and `ROLE`
   */
  readonly commands?: readonly string[];
}

/** Who may log in, and what each may do. */
export interface UsersDefinition {
  /**
   * `optional` makes the users `replication`, `sentinel`, `vedette`, `monitoring` and `application`, each with a password of
   * its own, beside the default user, which keeps the group's password: clients move one by one, while the hosts log in to
   * one another as before. With `required` the default user is off, on Sentinel's port too, and hosts log in by name. A
   * running group goes from `off` to `optional`, and from there to `required`.
   * @default 'off'
   */
  readonly mode?: 'off' | 'optional' | 'required';
  /**
   * Other rights of the user `application`, which programs log in as. What is not given stays as it is.
   * @default every field's own
   */
  readonly application?: UserRights;
  /**
   * Further users by name. Each has a password of its own, and finds the primary as `application` does.
   * @default {}
   */
  readonly more?: Readonly<Record<string, UserRights>>;
}

/** The blocks of the zones' subnets, by the letter of the zone. */
export type ZoneBlocks = Readonly<Record<string, string>>;

/** The network of the environment. */
export interface NetworkDefinition {
  /**
   * The block that all hosts live in, for example `10.0.0.0/24`: a private one, from /16 to /28. Zones a, b and c have
   * its first three quarters; in the last one are the NAT gateway and zones d, e and f. So no zone moves another.
   */
  readonly cidr: string;
  /**
   * The zones in use, by their letter, or with the blocks of their subnets: `{ a: '10.0.0.0/25' }`. What is appended
   * moves nobody; the first zone is that of hosts that name none.
   * @default ['a']
   */
  readonly zones?: readonly string[] | ZoneBlocks;
  /**
   * How hosts reach the package mirror and the secret store: with a `public` address each, or through `nat`. A host gets
   * or loses its public address only when it is created, so changing it replaces every host.
   * @default 'nat' where the environment is protected, else 'public'
   */
  readonly egress?: 'public' | 'nat';
  /**
   * For how many days it is kept who spoke with whom in the VPC, and who was refused (VPC flow logs); 0 writes nothing
   * down.
   * @default 365 where the environment is protected, else 0
   */
  readonly flowLogDays?: number;
}

/** One host. Its name is its key in `hosts`. */
export interface HostDefinition {
  /** What the host does: `primary` or `replica`, `sentinel`, or one of the first two and `sentinel`. */
  readonly roles: readonly Role[];
  /**
   * Its private address.
   * @default an address of its zone that follows from the host's name: `data1` has the eleventh, `data2` the next
   */
  readonly address?: string;
  /**
   * Its zone, one of `network.zones`.
   * @default the zone of its address, else the first of network.zones
   */
  readonly zone?: string;
  /**
   * Its EC2 instance type.
   * @default 'm7g.medium'
   */
  readonly size?: SizeName;
  /**
   * Who is promoted first: the lowest number; 0 is never promoted. Data hosts only.
   * @default 100
   */
  readonly priority?: number;
  /**
   * The size of its data volume. A volume can grow and never shrink, so give the old size where a host gets a smaller
   * instance type. Data hosts only.
   * @default 2.5 times the memory of the host, enough for any `redis.maxmemory`
   */
  readonly volume?: SizeText;
}

/** Where Terraform remembers what it created: an S3 bucket that exists. The key is `vedette/<environment>.tfstate`. */
export interface StateDefinition {
  /** The name of the bucket. Moving the state there is `cdktf deploy --migrate-state`. */
  readonly bucket: string;
  /**
   * The region of the bucket.
   * @default the region of the environment
   */
  readonly region?: string;
}

/** The time between two snapshots of a volume, of those that AWS knows (DLM API, CreateRule). */
export type BackupInterval = '1h' | '2h' | '3h' | '4h' | '6h' | '8h' | '12h' | '24h';

/**
 * Snapshots of every data volume, which AWS takes by itself (Data Lifecycle Manager). They stay when the environment
 * goes, and `restore` is the way back.
 */
export interface BackupsDefinition {
  /**
   * How many snapshots of each volume are kept; 0 takes none.
   * @default 14 where the environment is protected, else 0
   */
  readonly keep?: number;
  /**
   * The time between two snapshots.
   * @default '24h'
   */
  readonly every?: BackupInterval;
  /**
   * When the first snapshot of a day is due, in UTC. AWS takes it within the hour that begins then.
   * @default '03:00'
   */
  readonly at?: string;
  /**
   * A second region that every snapshot is copied to, and kept in for as long as `keep` and `every` make it.
   * @default nowhere
   */
  readonly copyTo?: string;
}

/** What only concerns AWS. */
export interface AwsDefinition {
  /**
   * The account that the environment lives in: its twelve digits. A plan with the credentials of another account is
   * refused.
   * @default whichever account the credentials are of
   */
  readonly account?: string;
  /**
   * The region.
   * @default 'eu-central-1'
   */
  readonly region?: string;
  /**
   * The FreeBSD release of new hosts, or an image by id (`ami-...`).
   * @default '15.1'
   */
  readonly image?: string;
  /**
   * Whether a new host installs FreeBSD's security updates, and restarts once for them, before it joins.
   * @default 'first-boot' where the environment is protected, else 'off'
   */
  readonly updates?: 'first-boot' | 'off';
  /**
   * What happens to a host of a burstable size (t3, t3a, t4g) that has used up its processor credits: `standard` slows it
   * down to its share, `unlimited` lets it go on and costs for what it takes above that.
   * @default 'unlimited', as AWS itself has it for these sizes
   */
  readonly cpuCredits?: 'standard' | 'unlimited';
  /**
   * The name of an EC2 key pair: people who have the key may log in to hosts. New hosts take the key, and an EC2 Instance
   * Connect Endpoint is the only way in: nothing is open to the internet, and IAM says who may open a tunnel.
   * @default nobody logs in
   */
  readonly keyPair?: string;
  /**
   * Raise it by one for a new password in the secret store. Running hosts keep the old one, and a host that is replaced
   * reads the new one: give it to all of them in one go.
   * @default 1
   */
  readonly passwordVersion?: number;
  /**
   * Where alarms go: the ARN of an SNS topic in the environment's region, or `own` for a topic of the environment's,
   * whose ARN is an output. Environments that are not protected have alarms only if this is given.
   * @default nowhere: alarms of a protected environment show in the console
   */
  readonly alarmTopic?: string;
  /**
   * Tags of everything that can have some, beside `Name` and `vedette:environment`.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default every field's own */
  readonly backups?: BackupsDefinition;
  /**
   * The snapshot that the data of the group begin with: the volume of the host that starts as primary is made from it,
   * every other data volume is made empty, and all data hosts are replaced. What the volumes held before is lost with
   * them. It counts once: neither taking it away nor another primary changes a volume again.
   * @default nothing: volumes begin empty and keep what they hold
   */
  readonly restore?: string;
  /** @default a file in `.vedette/state` of the working directory, for one person on one machine */
  readonly state?: StateDefinition;
}

/** One installation of Redis with Sentinel: the default export of a file in `stacks/`. */
export interface EnvironmentDefinition {
  /** The environment's name, a DNS label of at most 40 characters; every name in AWS begins with it. */
  readonly name: string;
  /**
   * What hosts run: Redis, or Valkey, which went its own way from Redis 7.2. What is said of Redis here, and in `redis`, is
   * meant of both.
   * @default that of `redis.package`, else 'redis'
   */
  readonly engine?: EngineName;
  /** @default every field's own */
  readonly redis?: RedisDefinition;
  readonly sentinel: SentinelDefinition;
  /** @default every field's own */
  readonly tls?: TlsDefinition;
  /** @default every field's own */
  readonly users?: UsersDefinition;
  readonly network: NetworkDefinition;
  /** The hosts by name; names are DNS labels. */
  readonly hosts: Readonly<Record<string, HostDefinition>>;
  /** @default every field's own */
  readonly aws?: AwsDefinition;
  /**
   * Guards what is hard to replace: no deletion of volumes and secrets, no termination by API, hosts without public
   * addresses and on hardware of their own, alarms. Running hosts stay where they are when it changes, if
   * `network.egress` is given. To destroy the environment, take it away, deploy that, and run `vedette destroy`: that
   * leaves no snapshot and no secret.
   * @default false
   */
  readonly protected?: boolean;
  /**
   * Data hosts that were taken out of this protected environment, and whose volumes may be destroyed after a snapshot.
   * Without its name here a plan that loses the volume of a host is refused. Once it is gone, the name may go too.
   * @default []
   */
  readonly retired?: readonly string[];
  /**
   * Rules that this environment breaks knowingly: the rule's name and the reason.
   * @default {}
   */
  readonly waive?: Readonly<Partial<Record<WaivableRule, string>>>;
}

/**
 * Declares an environment. It returns what it is given: the shape is checked where the file is loaded, so that an
 * error can name the file.
 */
export function environment(definition: EnvironmentDefinition): EnvironmentDefinition {
  return definition;
}
