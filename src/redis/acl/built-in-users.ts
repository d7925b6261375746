/**
 * The users of a group, each with what it needs and no more: a fact stands here once, and what is rendered, checked and
 * compared reads it. AUTH and HELLO need no right (redis acl.c, CMD_NO_AUTH).
 */
import type { EngineVersion } from '../catalogue/version.ts';
import { commandsOf } from './commands.ts';
import { HELLO_CHANNEL, rightsOfSentinel } from './sentinel-rights.ts';

/** The names of the users. */
export const BUILT_IN_USERS = ['replication', 'sentinel', 'vedette', 'monitoring', 'application'] as const;

/** The name of one of them. */
export type BuiltInUserName = (typeof BUILT_IN_USERS)[number];

/** A user with its rights: rules as they stand behind its name and its passwords in a line `user`. */
export interface BuiltInUser {
  readonly name: BuiltInUserName;
  /** Who logs in as it and for what, as the end of a sentence without a full stop. */
  readonly purpose: string;
  /** What it may do on the port for data; undefined for a user that has no business there. */
  readonly redis?: readonly string[];
  /** What it may do on the port of Sentinel; undefined for a user that has no business there. */
  readonly sentinel?: readonly string[];
}

/**
 * The users of a group whose servers and Sentinels are of this version: commands that it does not have are left out, since
 * an engine does not start with a rule that it does not know.
 */
export function builtInUsers(version: EngineVersion): readonly BuiltInUser[] {
  return usersOf(version).map(({ redis, sentinel, ...user }) => ({
    ...user,
    ...(redis === undefined ? {} : { redis: ['resetchannels', ...redis] }),
    ...(sentinel === undefined ? {} : { sentinel: ['resetchannels', ...sentinel] }),
  }));
}

function usersOf(version: EngineVersion): readonly BuiltInUser[] {
  return [
    {
      name: 'replication',
      purpose: 'replicas log in as it at their primary (masteruser)',
      // Redis documentation, ACL: rules for replicas. The handshake is PING, REPLCONF, PSYNC (replication.c, syncWithMaster).
      redis: allow('ping', 'psync', 'replconf'),
    },
    {
      name: 'sentinel',
      purpose: 'Sentinels log in as it at servers (auth-user) and at one another (sentinel-user)',
      redis: rightsOfSentinel(version),
      // sentinel.c: PING, PUBLISH of its hello, SENTINEL IS-MASTER-DOWN-BY-ADDR, which is the vote too, CLIENT SETNAME of the link.
      sentinel: [
        `&${HELLO_CHANNEL}`,
        ...allow('client|setname', 'ping', 'publish', 'sentinel|is-master-down-by-addr'),
      ],
    },
    {
      name: 'vedette',
      purpose: 'vedette and the boot script of a host ask and change servers and Sentinels as it',
      redis: [
        // src/group/redis-view.ts: WAIT counts who has acknowledged a message that nobody hears.
        '&vedette',
        ...allow('publish', 'wait'),
        // What is seen: status, drift, repair, and the boot script.
        ...allow('acl|list', 'client|list', 'config|get', 'info', 'module|list', 'ping', 'role'),
        // Changes while it runs, repair, rotation, switch-overs. Who may ACL SETUSER could give itself every other right.
        ...allow(
          'acl|deluser',
          'acl|getuser',
          'acl|setuser',
          'bgsave',
          'config|rewrite',
          'config|set',
          'replicaof',
        ),
        ...allow('client|kill', 'client|pause', 'client|unpause'),
      ],
      sentinel: [
        ...allow('acl|list', 'client|list', 'info', 'ping', 'role'),
        ...sentinel(
          'ckquorum',
          'config',
          'get-master-addr-by-name',
          'master',
          'masters',
          'myid',
          'replicas',
          'sentinels',
        ),
        // Switch-overs, repair, rotation, changes while it runs.
        ...allow('acl|deluser', 'acl|getuser', 'acl|setuser'),
        ...sentinel('debug', 'failover', 'flushconfig', 'monitor', 'remove', 'reset', 'set'),
        // Rehearsal: the timeline hears every event (src/rehearsal/timeline/events.ts), and a leader ends (kill-leader.ts).
        '&*',
        ...allow('psubscribe'),
        ...sentinel('simulate-failure'),
      ],
    },
    {
      name: 'monitoring',
      purpose: 'a monitoring system asks for figures as it, and reads no key',
      // oliver006/redis_exporter, README.md. Without CONFIG GET, which shows passwords, and SLOWLOG GET, which shows values.
      redis: [
        ...allow('client|list', 'client|setname', 'info', 'ping', 'role', 'slowlog|len'),
        ...allow('latency|histogram', 'latency|history', 'latency|latest'),
      ],
      sentinel: [
        ...allow('client|setname', 'info', 'ping'),
        ...sentinel(
          'ckquorum',
          'get-master-addr-by-name',
          'master',
          'masters',
          'replicas',
          'sentinels',
          'slaves',
        ),
      ],
    },
    {
      name: 'application',
      purpose: 'programs that use the data log in as it, at servers and at Sentinels',
      // INFO: ioredis waits with it until a server has loaded its data. ROLE: Redis documentation, guidelines for Sentinel
      // clients. A channel of the engines begins with _, and on the hello channel who publishes names a primary of its own.
      redis: ['~*', '&[^_]*', '+@all', '-@admin', '-@dangerous', ...allow('info', 'role')],
      sentinel: [
        // A pattern is heard only where it stands here letter by letter, and each library has its own (node-redis, Lettuce).
        // Events tell what SENTINEL MASTERS does, and without PUBLISH nothing is said there.
        '&*',
        ...allow('psubscribe', 'punsubscribe', 'subscribe', 'unsubscribe'),
        // ioredis, node-redis, redis-py, go-redis, Jedis and Lettuce, as found in their sources.
        ...allow('client|setname', 'info', 'ping', 'role'),
        ...having(version, 'client|setinfo'),
        ...sentinel('get-master-addr-by-name', 'master', 'masters', 'replicas', 'sentinels', 'slaves'),
        // valkey-glide and others that speak of primaries.
        ...having(version, 'sentinel|get-primary-addr-by-name', 'sentinel|primaries', 'sentinel|primary'),
      ],
    },
  ];
}

function allow(...commands: readonly string[]): readonly string[] {
  return commands.map((command) => `+${command}`);
}

function sentinel(...subcommands: readonly string[]): readonly string[] {
  return subcommands.map((subcommand) => `+sentinel|${subcommand}`);
}

/** Those of the commands that Sentinel has in this version. */
function having(version: EngineVersion, ...commands: readonly string[]): readonly string[] {
  return allow(...commands.filter((command) => commandsOf(version, 'sentinel').has(command)));
}
