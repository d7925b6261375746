import type { Directives, EnvironmentDefinition, HostDefinition } from '../../src/definition/environment.ts';
import type { SizeName } from '../../src/definition/sizes.ts';
import type { Demands } from '../../src/topology/demands.ts';
import { REGIONS } from '../../src/topology/regions.ts';
import { BASE } from '../topology/_base.ts';

/** An environment that breaks one rule, and what is printed. */
export interface Case {
  readonly definition: EnvironmentDefinition;
  readonly severity: 'error' | 'warning';
  /** Field, message and remedy. */
  readonly finding: string;
  /** @default the day of all tests */
  readonly today?: string;
  /** @default nothing */
  readonly demands?: Demands;
}

const primary: HostDefinition = { roles: ['primary'] };
const replica: HostDefinition = { roles: ['replica'] };
const sentinel: HostDefinition = { roles: ['sentinel'] };
const { data1, data2, data3 } = BASE.hosts;
const ACCOUNT = { account: '123456789012' };
const BUCKET = { state: { bucket: 'acme-terraform-state' } };
const NO_DEMANDS: Demands = { file: 'vedette.config.ts', names: [], sizes: [], tags: {} };
const AT_HOME = { ...ACCOUNT, ...BUCKET };
const ALONE = { s1: sentinel, s2: sentinel, s3: sentinel };
const CROWD = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'];
/** So that hosts with much data keep reboot-period. */
const WITH_PERIOD = { ...BASE.sentinel, directives: { 'master-reboot-down-after-period': 30_000 } };
const LARGER: HostDefinition = { ...data1, size: 'm7g.large' };
const ONE_REPLICA = { data1: primary, data2: replica, ...ALONE };

/** A protected environment that breaks no rule. */
const PROTECTED: EnvironmentDefinition = {
  ...inZones(BASE, { data1: 'a', data2: 'b', data3: 'c' }),
  protected: true,
  redis: { persistence: 'aof' },
  aws: AT_HOME,
};

/** For every rule the environments that break it, and nothing else. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  'sentinel-count': [
    {
      definition: { ...BASE, sentinel: { quorum: 1 }, hosts: { data1, data2: replica, data3: replica } },
      severity: 'error',
      finding: 'hosts: 1 Sentinel cannot lose one and still fail over; let at least three hosts be Sentinels',
    },
  ],
  'sentinel-even': [
    {
      definition: { ...BASE, sentinel: { quorum: 3 }, hosts: { ...BASE.hosts, s4: sentinel } },
      severity: 'warning',
      finding: 'hosts: 4 Sentinels may lose no more hosts than 3 may; add a Sentinel or take one away',
    },
    {
      definition: {
        ...BASE,
        hosts: { data1: BASE.hosts.data1, data2: BASE.hosts.data2, data3: { roles: ['replica'] } },
        waive: { 'sentinel-count': 'two are all there is', 'quorum-unanimous': 'two are all there is' },
      },
      severity: 'warning',
      finding: 'hosts: 2 Sentinels may lose no more hosts than 1 may; add a Sentinel',
    },
  ],
  'quorum-range': [
    {
      definition: { ...BASE, sentinel: { quorum: 0 } },
      severity: 'error',
      finding: 'sentinel.quorum: 0 is less than 1, so no Sentinel starts; give 2, a majority',
    },
    {
      definition: { ...BASE, sentinel: { quorum: 4 } },
      severity: 'error',
      finding:
        'sentinel.quorum: 4 is more than the 3 Sentinels, so the primary is never found down; give 2, a majority',
    },
  ],
  'quorum-majority': [
    {
      definition: { ...BASE, sentinel: { quorum: 1 } },
      severity: 'error',
      finding: 'sentinel.quorum: 1 of 3 Sentinels are no majority and yet start a failover; give 2',
    },
  ],
  'quorum-unanimous': [
    {
      definition: { ...BASE, sentinel: { quorum: 3 } },
      severity: 'warning',
      finding:
        'sentinel.quorum: 3 of 3 Sentinels must agree, so losing one of them stops failover; give 2, or add Sentinels',
    },
    {
      definition: {
        ...BASE,
        hosts: { data1, data2, data3: replica },
        waive: { 'sentinel-count': 'two are all there is', 'sentinel-even': 'two are all there is' },
      },
      severity: 'warning',
      finding:
        'sentinel.quorum: 2 of 2 Sentinels must agree, so losing one of them stops failover; add Sentinels',
    },
  ],
  'sentinel-colocated': [
    {
      definition: {
        ...BASE,
        sentinel: { quorum: 1 },
        hosts: { data1, data2: replica },
        waive: { 'sentinel-count': 'two machines are all there is' },
      },
      severity: 'warning',
      finding:
        'hosts: every Sentinel stands on one of the two data hosts data1 and data2; add a Sentinel on a host of its own',
    },
  ],
  'zone-majority': [
    {
      definition: inZones(BASE, { data1: 'a', data2: 'b', data3: 'a' }),
      severity: 'error',
      finding:
        'hosts: the loss of zone a leaves 1 of 3 Sentinels, and a failover needs 2; spread the Sentinels so that every zone holds a minority',
    },
  ],
  'zone-replica': [
    {
      definition: inZones(
        {
          ...BASE,
          hosts: {
            data1: { ...data1, priority: 100 },
            data2: { ...data2, priority: 100 },
            data3: { ...data3, priority: 0 },
            s4: sentinel,
            s5: sentinel,
          },
          sentinel: { quorum: 3 },
        },
        { data1: 'a', data2: 'a', data3: 'b', s4: 'b', s5: 'c' },
      ),
      severity: 'error',
      finding:
        'hosts: the loss of zone a leaves no data host that may be primary; put a data host whose priority is not 0 in another zone',
    },
  ],
  'zone-single': [
    {
      definition: { ...BASE, protected: true, aws: AT_HOME, redis: { persistence: 'aof' } },
      severity: 'warning',
      finding:
        'hosts: all data hosts stand in zone a, so its loss is an outage; name several zones in network.zones and spread the data hosts over them',
    },
  ],
  'promotable-count': [
    {
      definition: {
        ...BASE,
        hosts: {
          data1: { ...data1, priority: 100 },
          data2: { ...data2, priority: 0 },
          data3: { ...data3, priority: 0 },
        },
      },
      severity: 'error',
      finding:
        'hosts: 1 data host may be primary, so nobody can be promoted in its place; add a replica, or raise a priority above 0',
    },
  ],
  'down-after-min': [
    {
      definition: { ...BASE, sentinel: { quorum: 2, downAfter: '900ms' } },
      severity: 'error',
      finding:
        'sentinel.downAfter: 900ms calls a host down during an ordinary stall; give at least 1s, better 5s',
    },
  ],
  'down-after-range': [
    {
      definition: { ...BASE, sentinel: { quorum: 2, downAfter: '2s' } },
      severity: 'warning',
      finding:
        'sentinel.downAfter: 2s is shorter than a fork or a slow script may last; give at least 3s, better 5s',
    },
    {
      definition: {
        ...BASE,
        sentinel: { quorum: 2, downAfter: '40s', failoverTimeout: '80s' },
        waive: { 'failover-timeout-max': 'it follows from downAfter' },
      },
      severity: 'warning',
      finding:
        'sentinel.downAfter: 40s passes without a primary before anything is done; give at most 30s, better 5s',
    },
  ],
  'failover-timeout-min': [
    {
      definition: { ...BASE, sentinel: { quorum: 2, downAfter: '5s', failoverTimeout: '9s' } },
      severity: 'error',
      finding: 'sentinel.failoverTimeout: 9s may cut a promotion off; give at least 10s',
    },
  ],
  'failover-timeout-max': [
    {
      definition: { ...BASE, sentinel: { quorum: 2, failoverTimeout: '3m' } },
      severity: 'warning',
      finding: 'sentinel.failoverTimeout: after a failed try the next one waits twice 3m; give at most 1m',
    },
  ],
  'repl-timeout': [
    {
      definition: withRedis({ 'repl-timeout': 5, 'repl-ping-replica-period': 4 }),
      severity: 'error',
      finding:
        'redis.directives.repl-timeout: 5 seconds are not longer than repl-ping-replica-period (4 seconds) and sentinel.downAfter (5s), so replicas break off by themselves; give at least 6',
    },
    {
      definition: withRedis({ 'repl-ping-slave-period': 60 }),
      severity: 'error',
      finding:
        'redis.directives.repl-timeout: 60 seconds are not longer than repl-ping-replica-period (60 seconds) and sentinel.downAfter (5s), so replicas break off by themselves; give at least 61',
    },
  ],
  'reboot-period': [
    {
      definition: {
        ...ofSize('r7g.2xlarge', {
          maxmemory: '14gb',
          directives: { 'repl-backlog-size': '64mb', 'client-output-buffer-limit': 'replica 0 0 0' },
        }),
        sentinel: BASE.sentinel,
      },
      severity: 'warning',
      finding:
        'sentinel.directives.master-reboot-down-after-period: 0 waits for a primary that restarts within down-after for as long as it loads its data, 14gb in about 143.4 s; give 30000, or what loading may take',
    },
  ],
  'parallel-syncs-range': [
    {
      definition: { ...BASE, sentinel: { quorum: 2, parallelSyncs: 0 } },
      severity: 'error',
      finding: 'sentinel.parallelSyncs: 0 is not from 1 to 2, the number of replicas; give 1',
    },
    {
      definition: { ...BASE, sentinel: { quorum: 2, parallelSyncs: 3 } },
      severity: 'error',
      finding: 'sentinel.parallelSyncs: 3 is not from 1 to 2, the number of replicas; give 1',
    },
  ],
  'parallel-syncs-all': [
    {
      definition: { ...BASE, sentinel: { quorum: 2, parallelSyncs: 2 } },
      severity: 'warning',
      finding:
        'sentinel.parallelSyncs: 2 lets all 2 replicas load at the same time and answer nobody; give at most 1',
    },
  ],
  'min-replicas-off': [
    {
      definition: { ...BASE, redis: { minReplicasToWrite: 0 } },
      severity: 'warning',
      finding:
        'redis.minReplicasToWrite: 0 lets an isolated primary take writes that are lost when it returns; give 1',
    },
  ],
  'min-replicas-range': [
    {
      definition: { ...BASE, redis: { minReplicasToWrite: 3 } },
      severity: 'error',
      finding:
        'redis.minReplicasToWrite: 3 is more than there are replicas (2), so no write is ever taken; give 1',
    },
    {
      definition: { ...BASE, hosts: ONE_REPLICA, redis: { minReplicasToWrite: 2 } },
      severity: 'error',
      finding:
        'redis.minReplicasToWrite: 2 is more than there are replicas (1), so no write is ever taken; give 0, or add replicas',
    },
  ],
  'min-replicas-all': [
    {
      definition: { ...BASE, redis: { minReplicasToWrite: 2 } },
      severity: 'error',
      finding:
        'redis.minReplicasToWrite: 2 is all replicas, so the restart of any one stops writes; give at most 1',
    },
  ],
  'min-replicas-single': [
    {
      definition: { ...BASE, hosts: ONE_REPLICA, redis: { minReplicasToWrite: 1 } },
      severity: 'warning',
      finding:
        'redis.minReplicasToWrite: 1 with a single replica stops writes while it restarts, and after every failover; add a replica, or give 0',
    },
  ],
  'min-replicas-lag': [
    {
      definition: { ...BASE, redis: { minReplicasMaxLag: '2s' } },
      severity: 'warning',
      finding: 'redis.minReplicasMaxLag: 2s is so short that an ordinary stall stops writes; give 3s to 10s',
    },
    {
      definition: { ...BASE, redis: { minReplicasMaxLag: '11s' } },
      severity: 'warning',
      finding:
        'redis.minReplicasMaxLag: 11s is how long an isolated primary goes on taking writes; give 3s to 10s',
    },
  ],
  'replica-writable': [
    {
      definition: withRedis({ 'slave-read-only': false }),
      severity: 'warning',
      finding:
        'redis.directives.replica-read-only: no lets replicas take writes that no other host gets and the next resync drops; leave it out',
    },
  ],
  'maxmemory-unset': [
    {
      definition: { ...BASE, redis: { maxmemory: '0mb' } },
      severity: 'error',
      finding:
        'redis.maxmemory: 0mb is no limit, so data grows until the system ends Redis; give a size such as 1gb, below the memory of the host',
    },
  ],
  'maxmemory-equal': [
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '20%' },
        hosts: { data1: LARGER, data2: { ...LARGER, roles: data2.roles }, data3 },
      },
      severity: 'warning',
      finding:
        'redis.maxmemory: 838860kb on data3 (m7g.medium) is less than the 1677721kb of another data host, so once it leads it refuses writes until it holds less; give all data hosts of the group the same, such as 838860kb',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '25%', directives: { 'maxmemory-policy': 'allkeys-lru' } },
        hosts: { data1: LARGER, data2: { ...LARGER, roles: data2.roles }, data3 },
      },
      severity: 'warning',
      finding:
        'redis.maxmemory: 1gb on data3 (m7g.medium) is less than the 2gb of another data host, so once it leads it evicts what is above that (allkeys-lru); give all data hosts of the group the same, such as 1gb',
    },
  ],
  'memory-headroom': [
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '53%' },
        hosts: {
          data1: { ...data1, volume: '11gb' },
          data2: { ...data2, size: 'm7g.large' },
          data3: { ...data3, size: 'm7g.large' },
        },
        waive: { 'maxmemory-equal': 'another case' },
      },
      severity: 'error',
      finding:
        'redis.maxmemory: 4341mb of another data host on data1 (m7g.medium) needs about 5274mb with its copies and buffers, 129 % of its 4gb; give at most 2165mb, or take a larger size',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '53%' },
        hosts: {
          data1: { ...data1, priority: 0 },
          data2: { ...data2, size: 'm7g.large', priority: 0 },
          data3: { ...data3, size: 'm7g.large', priority: 0 },
        },
        waive: { 'promotable-count': 'another case' },
      },
      severity: 'warning',
      finding:
        'redis.maxmemory: 53% on data1 (m7g.medium) needs about 2669mb with its copies and buffers, 66 % of its 4gb; give at most 2165mb, or take a larger size',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '2200mb' },
        hosts: {
          ...BASE.hosts,
          data2: { ...data2, size: 'm7g.large' },
          data3: { ...data3, size: 'm7g.large' },
        },
      },
      severity: 'warning',
      finding:
        'redis.maxmemory: 2200mb on data1 (m7g.medium) needs about 2704mb with its copies and buffers, 67 % of its 4gb; give at most 2165mb, or take a larger size',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '3gb' },
        hosts: {
          ...BASE.hosts,
          data2: { ...data2, size: 'm7g.large' },
          data3: { ...data3, size: 'm7g.large' },
        },
      },
      severity: 'error',
      finding:
        'redis.maxmemory: 3gb on data1 (m7g.medium) needs about 3750mb with its copies and buffers, 92 % of its 4gb; give at most 2165mb, or take a larger size',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '10mb', directives: { 'client-output-buffer-limit': 'slave 2800mb 0 0' } },
        hosts: {
          ...BASE.hosts,
          data2: { ...data2, size: 'm7g.large' },
          data3: { ...data3, size: 'm7g.large' },
        },
      },
      severity: 'warning',
      finding:
        'redis.maxmemory: 10mb on data1 (m7g.medium) needs about 2812mb with its copies and buffers, 69 % of its 4gb; take a larger size, or give replicas a smaller client-output-buffer-limit',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '2gb', directives: { 'repl-diskless-load': 'swapdb' } },
        hosts: {
          ...BASE.hosts,
          data2: { ...data2, size: 'm7g.large' },
          data3: { ...data3, size: 'm7g.large' },
        },
      },
      severity: 'error',
      finding:
        'redis.maxmemory: 2gb on data1 (m7g.medium) needs about 4160mb with its copies and buffers, 102 % of its 4gb; give at most 1299mb, or take a larger size',
    },
  ],
  'empty-restart': [
    {
      definition: {
        ...BASE,
        redis: { persistence: 'none' },
        waive: { 'persistence-none': 'a cache' },
      },
      severity: 'error',
      finding:
        "redis.persistence: none lets a primary that reboots before it is called down start empty and wipe its replicas; give 'rdb' or 'aof', or waive this for a cache",
    },
  ],
  'persistence-none': [
    {
      definition: {
        ...BASE,
        redis: { persistence: 'none' },
        waive: { 'empty-restart': 'a cache' },
      },
      severity: 'warning',
      finding:
        "redis.persistence: none keeps nothing on disk, so all hosts restarting at once lose everything; give 'rdb' or 'aof'",
    },
  ],
  'durability-aof': [
    {
      definition: {
        ...inZones(BASE, { data1: 'a', data2: 'b', data3: 'c' }),
        protected: true,
        aws: AT_HOME,
      },
      severity: 'warning',
      finding:
        "redis.persistence: rdb loses all writes since the last snapshot when all hosts lose power, in a protected environment; give 'aof'",
    },
  ],
  'tls-plain-port': [
    {
      definition: { ...PROTECTED, tls: { mode: 'optional' } },
      severity: 'warning',
      finding:
        "tls.mode: 'optional' leaves the plain ports of a protected environment open, and its hosts reach one another by them; give tls.mode 'required' once every client uses TLS",
    },
  ],
  'certificate-renewal': [
    {
      definition: { ...BASE, tls: { mode: 'required', renewBeforeDays: 6 } },
      severity: 'warning',
      finding:
        'tls.renewBeforeDays: 6 days are little time to notice a renewal that fails, and to mend it; give at least 7',
    },
    {
      definition: { ...BASE, tls: { mode: 'optional', lifetimeDays: 2, renewBeforeDays: 1 } },
      severity: 'warning',
      finding:
        'tls.renewBeforeDays: 1 day is little time to notice a renewal that fails, and to mend it; give at least 7',
    },
  ],
  'user-hello-channel': [
    {
      definition: {
        ...BASE,
        users: {
          mode: 'required',
          more: { relay: { keys: ['relay:*'], channels: ['*'], commands: ['+publish'] } },
        },
      },
      severity: 'warning',
      finding:
        'users.more.relay.channels: relay may publish to __sentinel__:hello, and so tell Sentinels of a primary of its own; allow it the channels that it needs instead of all',
    },
  ],
  'user-default-on': [
    {
      definition: { ...PROTECTED, users: { mode: 'optional' } },
      severity: 'warning',
      finding:
        "users.mode: 'optional' leaves the default user of a protected environment on, which may do everything; give users.mode 'required' once everybody logs in as a user",
    },
  ],
  'announce-mixed': [
    {
      definition: withSentinel({ 'announce-hostnames': true }),
      severity: 'error',
      finding:
        'sentinel.directives.announce-hostnames: yes mixes names with the addresses that all hosts are known by; leave it out',
    },
  ],
  'client-timeout': [
    {
      definition: withRedis({ timeout: 30 }),
      severity: 'warning',
      finding:
        "redis.directives.timeout: 30 closes connections that idle for so many seconds, also those of a client's pool; leave it out",
    },
    {
      definition: withSentinel({ 'tcp-keepalive': 0 }),
      severity: 'warning',
      finding:
        'sentinel.directives.tcp-keepalive: 0 keeps connections to clients that are gone for ever; leave it out, or give 300',
    },
  ],
  'sentinel-cpu': [
    {
      definition: {
        ...BASE,
        aws: { cpuCredits: 'standard' },
        hosts: {
          data1: primary,
          data2: replica,
          data3: replica,
          ...ALONE,
          s1: { ...sentinel, size: 't4g.small' },
        },
      },
      severity: 'warning',
      finding:
        "hosts.s1.size: t4g.small may run out of processor credits, and a Sentinel that stalls for 2 s does nothing for 30 s; take a size of fixed performance, such as m7g.medium, or give aws.cpuCredits 'unlimited'",
    },
  ],
  'cpu-credits': [
    {
      definition: {
        ...BASE,
        aws: { cpuCredits: 'standard' },
        hosts: { data1: primary, data2: replica, data3: { ...replica, size: 't4g.medium' }, ...ALONE },
      },
      severity: 'warning',
      finding:
        'hosts.data3.size: t4g.medium without processor credits is slowed down to its share, and Redis with it; take a size of fixed performance, such as m7g.medium',
    },
    {
      definition: {
        ...PROTECTED,
        hosts: {
          ...PROTECTED.hosts,
          data2: { roles: ['replica', 'sentinel'], zone: 'b', size: 't4g.medium' },
        },
      },
      severity: 'warning',
      finding:
        'hosts.data2.size: t4g.medium without processor credits costs for all that it takes above its share, in an environment that is there to stay; take a size of fixed performance, such as m7g.medium',
    },
  ],
  'project-name': [
    {
      definition: BASE,
      demands: { ...NO_DEMANDS, names: [{ setting: 'all.names', ofCreated: false, wanted: 'x|y' }] },
      severity: 'error',
      finding: `name: ${BASE.name} does not match all.names of vedette.config.ts, which is x|y; give a name that matches, or change the setting`,
    },
    {
      definition: { ...BASE, name: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' },
      demands: { ...NO_DEMANDS, names: [{ setting: 'all.names', ofCreated: false, wanted: '(a+)+' }] },
      severity: 'error',
      finding:
        'name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab does not match all.names of vedette.config.ts, which is (a+)+, or only after a long time; give a name that matches, or change the setting',
    },
  ],
  'project-size': [
    {
      definition: {
        ...BASE,
        sentinel: { quorum: 3 },
        hosts: { ...BASE.hosts, s1: { ...sentinel, size: 'm7g.large' }, s2: sentinel },
      },
      demands: {
        ...NO_DEMANDS,
        sizes: [
          { setting: 'all.sizes', ofCreated: false, wanted: ['t4g.small', 'm7g.medium'] },
          { setting: 'environments.sizes', ofCreated: true, wanted: ['t4g.small'] },
        ],
      },
      severity: 'error',
      finding:
        'hosts.s1.size: m7g.large is not among all.sizes of vedette.config.ts, which are t4g.small, m7g.medium; give one of them, or change the setting',
    },
  ],
  'project-tags': [
    {
      definition: { ...BASE, aws: { tags: { team: 'web' } } },
      demands: { ...NO_DEMANDS, tags: { team: 'data', unit: 'x' } },
      severity: 'error',
      finding:
        'aws.tags.team: web is not data, which all.tags of vedette.config.ts gives every environment; leave the tag out, or change the setting',
    },
    {
      definition: { ...BASE, aws: { tags: tagsFrom(0, 21) } },
      demands: { ...NO_DEMANDS, tags: tagsFrom(21, 43) },
      severity: 'error',
      finding:
        'aws.tags: 43 tags, with those of all.tags of vedette.config.ts, are more than the 42 that AWS takes beside those of vedette; leave some of them out',
    },
  ],
  'backup-missing': [
    {
      definition: { ...PROTECTED, aws: { ...AT_HOME, backups: { keep: 0 } } },
      severity: 'warning',
      finding:
        'aws.backups.keep: 0 leaves a protected environment without a way back when its data are deleted or wrong; give aws.backups.keep 1 or more, or waive this for data that can be made anew',
    },
  ],
  'restore-unguarded': [
    {
      definition: { ...PROTECTED, aws: { ...AT_HOME, restore: 'snap-0123456789abcdef0' } },
      severity: 'warning',
      finding:
        'aws.restore: snap-0123456789abcdef0 leaves the data volumes of a protected environment without a guard against deletion; take it away once the group has its data: that changes no volume',
    },
  ],
  'backup-empty': [
    {
      definition: {
        ...BASE,
        redis: { persistence: 'none' },
        aws: { backups: { keep: 7 } },
        waive: { 'empty-restart': 'a cache', 'persistence-none': 'a cache' },
      },
      severity: 'warning',
      finding:
        "aws.backups.keep: 7 snapshots of each volume are kept, and redis.persistence 'none' writes nothing to it; give redis.persistence 'rdb' or 'aof', or aws.backups.keep 0",
    },
  ],
  'script-path': [
    {
      definition: withSentinel({ 'notification-script': '/usr/local/bin/page' }),
      severity: 'error',
      finding:
        'sentinel.directives.notification-script: "/usr/local/bin/page" is not on a new host, and Sentinel does not start without it; leave it out, and set it with SENTINEL SET once the script is there',
    },
  ],
  'volume-size': [
    {
      definition: { ...BASE, hosts: { data1: { ...data1, volume: '4gb' }, data2, data3 } },
      severity: 'error',
      finding:
        'hosts.data1.volume: 4gb may run full, since 2gb of data need 2.5 times as much while they are saved; give 5gb or more, or leave it out',
    },
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '25%' },
        hosts: {
          data1: LARGER,
          data2: { ...LARGER, roles: data2.roles },
          data3: { ...data3, volume: '4gb' },
        },
        waive: { 'maxmemory-equal': 'another case' },
      },
      severity: 'error',
      finding:
        'hosts.data3.volume: 4gb may run full, since 2gb of data need 2.5 times as much while they are saved; give 5gb or more, or leave it out',
    },
  ],
  'network-conflict': [
    {
      definition: { ...BASE, network: { cidr: '172.17.4.0/24' } },
      severity: 'warning',
      finding:
        'network.cidr: 172.17.4.0/24 lies in 172.17.0.0/16, which services of AWS, such as Cloud9 and SageMaker, and Docker use for themselves; give a block in 10.0.0.0/8 or 192.168.0.0/16, or waive this where no client has such addresses',
    },
    {
      definition: { ...BASE, network: { cidr: '100.100.0.0/20' } },
      severity: 'warning',
      finding:
        'network.cidr: 100.100.0.0/20 lies in 100.64.0.0/10, which carriers and overlay networks, such as Tailscale, use for themselves; give a block in 10.0.0.0/8 or 192.168.0.0/16, or waive this where no client has such addresses',
    },
  ],
  'region-known': [
    {
      definition: { ...BASE, aws: { region: 'eu-centrl-1' } },
      severity: 'error',
      finding: 'aws.region: eu-centrl-1 is not a known region; did you mean eu-central-1?',
    },
    {
      definition: { ...BASE, aws: { region: 'xx-nowhere-7' } },
      severity: 'error',
      finding: `aws.region: xx-nowhere-7 is not a known region; give one of ${REGIONS.join(', ')}`,
    },
    {
      definition: { ...BASE, aws: { backups: { copyTo: 'eu-wst-1' } } },
      severity: 'error',
      finding: 'aws.backups.copyTo: eu-wst-1 is not a known region; did you mean eu-west-1?',
    },
  ],
  'zone-known': [
    {
      definition: inZones(BASE, { data1: 'a', data2: 'b', data3: 'd' }),
      severity: 'error',
      finding: 'network.zones: eu-central-1 has no zone d; use a, b, c',
    },
  ],
  'placement-spread': [
    {
      definition: {
        ...inZones(
          {
            ...BASE,
            redis: { persistence: 'aof', maxmemory: '256mb' },
            hosts: { ...BASE.hosts, ...Object.fromEntries(CROWD.map((name) => [name, replica])) },
          },
          { data2: 'b', data3: 'c', data1: 'a', ...Object.fromEntries(CROWD.map((name) => [name, 'a'])) },
        ),
        protected: true,
        aws: AT_HOME,
      },
      severity: 'error',
      finding:
        'hosts: 8 hosts stand in zone a, and AWS keeps at most 7 apart; spread the hosts over more zones',
    },
  ],
  'image-release': [
    {
      definition: { ...BASE, aws: { image: '13.4' } },
      severity: 'error',
      finding: 'aws.image: FreeBSD 13.4 is not a known release; give 15.1, or an image by its id',
    },
  ],
  'image-hot-plug': [
    {
      definition: { ...BASE, aws: { image: '14.5' } },
      severity: 'error',
      finding:
        'aws.image: FreeBSD 14.5 may not see a data volume, which is attached after the host is launched; give 15.1',
    },
  ],
  'engine-end-of-life': [
    {
      definition: { ...BASE, redis: { package: 'redis80' } },
      today: '2026-11-27T00:00:00Z',
      severity: 'warning',
      finding:
        'redis.package: Redis 8.0 ends on 2026-12-01, in 4 days; give redis82, redis84, redis86, redis88, replicas first and the primary last',
    },
    {
      definition: { ...BASE, redis: { package: 'redis80' } },
      today: '2026-12-02T00:00:00Z',
      severity: 'error',
      finding:
        'redis.package: Redis 8.0 ended on 2026-12-01; give redis82, redis84, redis86, redis88, replicas first and the primary last',
    },
  ],
  'image-end-of-life': [
    {
      definition: { ...BASE, aws: { image: '15.0' } },
      severity: 'error',
      finding: 'aws.image: FreeBSD 15.0 ended on 2026-09-30; give 15.1, and replace the hosts one by one',
    },
    {
      definition: { ...BASE, aws: { image: '14.4' }, waive: { 'image-hot-plug': 'attached by hand' } },
      severity: 'warning',
      finding:
        'aws.image: FreeBSD 14.4 ends on 2026-12-31, in 39 days; give 15.1, and replace the hosts one by one',
    },
    {
      definition: BASE,
      today: '2027-01-30T00:00:00Z',
      severity: 'warning',
      finding:
        'aws.image: FreeBSD 15.1 ends on 2027-03-31, in 60 days; give a later release, and replace the hosts one by one',
    },
    {
      definition: BASE,
      today: '2027-03-31T23:59:59Z',
      severity: 'warning',
      finding:
        'aws.image: FreeBSD 15.1 ends on 2027-03-31, in 0 days; give a later release, and replace the hosts one by one',
    },
    {
      definition: BASE,
      today: '2027-04-01T00:00:00Z',
      severity: 'error',
      finding:
        'aws.image: FreeBSD 15.1 ended on 2027-03-31; give a later release, and replace the hosts one by one',
    },
  ],
  'replica-announced': [
    {
      definition: withRedis({ 'replica-announced': false }),
      severity: 'error',
      finding:
        'redis.directives.replica-announced: no hides replicas from whoever asks Sentinel for them, such as clients that read from them and checks of their health; Sentinel promotes them all the same; leave it out',
    },
  ],
  'diskless-load': [
    {
      definition: {
        ...BASE,
        redis: { package: 'redis86', directives: { 'repl-diskless-load': 'flushdb' } },
      },
      severity: 'warning',
      finding:
        'redis.directives.repl-diskless-load: flushdb empties a replica before new data comes in, and one that is empty may be promoted; leave it out, or give on-empty-db',
    },
  ],
  'backlog-size': [
    {
      definition: ofSize('r7g.2xlarge', {
        maxmemory: '30gb',
        directives: { 'repl-backlog-size': '1mb', 'client-output-buffer-limit': 'replica 0 0 0' },
      }),
      severity: 'warning',
      finding:
        'redis.directives.repl-backlog-size: 1mb is less than is written while a replica is away for 65s, if 30gb are written anew once a day; it then gets all of them again, in 307.2 s; give at least 24mb',
    },
  ],
  'replica-buffer': [
    {
      definition: ofSize('r7g.2xlarge', { maxmemory: '30gb', directives: { 'repl-backlog-size': '64mb' } }),
      severity: 'warning',
      finding:
        "redis.directives.client-output-buffer-limit: replica 256mb 64mb 60 cuts a replica off while it gets 30gb in 307.2 s, if they are written anew once a day, and it begins again; give 'replica 256mb 110mb 60' or more",
    },
    {
      definition: ofSize('r7g.2xlarge', {
        maxmemory: '30gb',
        directives: { 'repl-backlog-size': '64mb', 'client-output-buffer-limit': 'replica 100mb 0 0' },
      }),
      severity: 'warning',
      finding:
        "redis.directives.client-output-buffer-limit: replica 100mb 0b 0 cuts a replica off while it gets 30gb in 307.2 s, if they are written anew once a day, and it begins again; give 'replica 110mb 110mb 0' or more",
    },
  ],
  'active-defrag': [
    {
      definition: withRedis({ activedefrag: true }),
      severity: 'error',
      finding:
        "redis.directives.activedefrag: yes keeps Redis from starting, since FreeBSD's packages are built without the allocator that it needs; leave it out",
    },
  ],
  'package-feature': [
    {
      definition: withValkey({ mptcp: true }),
      severity: 'error',
      finding:
        'redis.directives.mptcp: yes asks for Multipath TCP, which FreeBSD does not have, so the server does not start; leave it out',
    },
    {
      definition: withValkey({ 'rdma-port': 6390 }),
      severity: 'error',
      finding:
        'redis.directives.rdma-port: 6390 asks for RDMA, which the package is built without, so the server does not start; leave it out',
    },
  ],
  'feature-release': [
    {
      definition: { ...BASE, redis: { package: 'redis86', directives: { 'tls-auth-clients-user': 'CN' } } },
      severity: 'warning',
      finding:
        'redis.directives.tls-auth-clients-user: CN is safe from 8.6.6 on, and redis86 may be older: before it a name with a NUL byte in it logs in as another user; leave it out, or waive this once pkg on the hosts tells such a release',
    },
  ],
  'image-architecture': [
    {
      definition: {
        ...BASE,
        redis: { maxmemory: '2gb' },
        aws: { image: 'ami-0123456789abcdef0' },
        hosts: { ...BASE.hosts, data2: { ...data2, size: 'm7i.large' } },
      },
      severity: 'error',
      finding:
        'aws.image: ami-0123456789abcdef0 is for one architecture, and the sizes of the hosts are arm64 and amd64; give hosts sizes of one architecture, or a release such as 15.1 instead of an id',
    },
  ],
  'account-named': [
    {
      definition: {
        ...inZones(BASE, { data1: 'a', data2: 'b', data3: 'c' }),
        protected: true,
        redis: { persistence: 'aof' },
        aws: BUCKET,
      },
      severity: 'warning',
      finding:
        "aws.account: is missing, so a plan with the credentials of another account builds the environment there; give it, such as '123456789012'",
    },
  ],
  'state-bucket': [
    {
      definition: {
        ...inZones(BASE, { data1: 'a', data2: 'b', data3: 'c' }),
        protected: true,
        redis: { persistence: 'aof' },
        aws: ACCOUNT,
      },
      severity: 'error',
      finding:
        "aws.state: is missing, so the state of a protected environment is a file that one machine has; give it, such as { bucket: 'acme-terraform-state' }",
    },
  ],
};

function withRedis(directives: Directives): EnvironmentDefinition {
  return { ...BASE, redis: { directives } };
}

function withSentinel(directives: Directives): EnvironmentDefinition {
  return { ...BASE, sentinel: { ...BASE.sentinel, directives } };
}

/** The same environment on hosts of another size. */
function ofSize(size: SizeName, redis: EnvironmentDefinition['redis']): EnvironmentDefinition {
  const hosts = { data1: { ...data1, size }, data2: { ...data2, size }, data3: { ...data3, size } };
  return { ...BASE, hosts, redis: { ...redis }, sentinel: WITH_PERIOD };
}

/** The same environment over several zones. */
function inZones(
  definition: EnvironmentDefinition,
  zones: Readonly<Record<string, string>>,
): EnvironmentDefinition {
  const place = ([name, host]: [string, HostDefinition]) => {
    const zone = zones[name];
    return [name, zone === undefined ? host : { ...host, zone }] as const;
  };
  return {
    ...definition,
    network: { ...definition.network, zones: [...new Set(Object.values(zones))] },
    hosts: Object.fromEntries(Object.entries(definition.hosts).map(place)),
  };
}

function tagsFrom(first: number, end: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: end - first }, (_, at) => [`tag${first + at}`, 'x']));
}

function withValkey(directives: Directives): EnvironmentDefinition {
  return { ...BASE, redis: { package: 'valkey', version: '9.1', directives } };
}
