import test, { type ExecutionContext } from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { BASE, FILE, resolved } from './_base.ts';

const { data1, data2, data3 } = BASE.hosts;
const address = (given: string): EnvironmentDefinition => ({
  ...BASE,
  hosts: { ...BASE.hosts, data1: { ...data1, address: given } },
});
const redis = (directives: EnvironmentDefinition['redis']): EnvironmentDefinition => ({
  ...BASE,
  redis: directives ?? {},
});
const sentinel = (fields: Partial<EnvironmentDefinition['sentinel']>): EnvironmentDefinition => ({
  ...BASE,
  sentinel: { ...BASE.sentinel, ...fields },
});
const inZones = (cidr: string, zones: readonly string[]): EnvironmentDefinition => ({
  ...BASE,
  network: { cidr, zones },
});

const ROLES = 'give primary or replica, sentinel, or one of the first two and sentinel';

/** Definitions that contradict themselves, and the one line that says so. */
const WRONG: Readonly<Record<string, readonly [EnvironmentDefinition, string]>> = {
  'an address outside the network': [
    address('10.0.1.30'),
    'hosts.data1.address: 10.0.1.30 is outside network.cidr 10.0.0.0/24; give an address in it or widen the network',
  ],
  'a host that is retired and still there': [
    { ...BASE, protected: true, retired: ['data1'] },
    'retired: data1 is in hosts too; take it out of one of them',
  ],
  'a retired host without protection': [
    { ...BASE, retired: ['data9'] },
    'retired: names data9 in an environment without protection; leave it out',
  ],
  'an address twice': [
    {
      ...BASE,
      hosts: {
        ...BASE.hosts,
        data1: { ...data1, address: '10.0.0.9' },
        data2: { ...data2, address: '10.0.0.9' },
      },
    },
    'hosts.data2.address: 10.0.0.9 is the address of data1 too; give each host its own',
  ],
  'a topic in another region': [
    { ...BASE, aws: { alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:pager' } },
    'aws.alarmTopic: arn:aws:sns:eu-west-1:123456789012:pager is not in eu-central-1, the region of the environment; give a topic of that region',
  ],
  'a volume of a host without data': [
    { ...BASE, hosts: { ...BASE.hosts, data3: { roles: ['sentinel'], volume: '9gb' } } },
    'hosts.data3.volume: is 9gb on a host without data; leave it out',
  ],
  'a source address of a data host': [
    redis({ directives: { 'bind-source-addr': '10.0.0.11' } }),
    "redis.directives.bind-source-addr: can't be set here; every host connects from its own address, and a Sentinel that is given another reaches nobody",
  ],
  'a source address of a Sentinel': [
    sentinel({ directives: { 'bind-source-addr': '10.0.0.11' } }),
    "sentinel.directives.bind-source-addr: can't be set here; every host connects from its own address, and a Sentinel that is given another reaches nobody",
  ],
  'the watchdog': [
    redis({ directives: { 'watchdog-period': 500 } }),
    "redis.directives.watchdog-period: can't be set here; it was reported to crash Redis on FreeBSD",
  ],
  'a cluster': [
    redis({ directives: { 'cluster-enabled': true } }),
    "redis.directives.cluster-enabled: can't be set here; a group under Sentinel is not a cluster",
  ],
  'an address that is none': [
    address('10.0.0.300'),
    'hosts.data1.address: "10.0.0.300" is not an IPv4 address; write one such as 10.0.0.30',
  ],
  ...Object.fromEntries(
    ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.255'].map((reserved) => [
      `${reserved}, which AWS keeps`,
      [
        address(reserved),
        `hosts.data1.address: ${reserved} is reserved by AWS in subnet 10.0.0.0/24 (its first four addresses and the last); give another`,
      ],
    ]),
  ),
  'an address in another zone than the one given': [
    {
      ...inZones('10.0.0.0/24', ['a', 'b']),
      hosts: { ...BASE.hosts, data1: { ...data1, address: '10.0.0.200', zone: 'a' } },
    },
    'hosts.data1.address: 10.0.0.200 is in zone b, not in zone a; change the address or the zone',
  ],
  'an address on the side of the NAT gateway': [
    {
      ...BASE,
      network: { cidr: '10.0.0.0/24', egress: 'nat' },
      hosts: { ...BASE.hosts, data1: { ...data1, address: '10.0.0.200' } },
    },
    "hosts.data1.address: 10.0.0.200 is in no zone's subnet; give an address in 10.0.0.0/25 (zone a)",
  ],
  'a zone that is not one of the network': [
    { ...BASE, hosts: { ...BASE.hosts, data1: { ...data1, zone: 'c' } } },
    'hosts.data1.zone: c is not one of network.zones a; use one of them or add it',
  ],
  'a zone twice': [
    inZones('10.0.0.0/24', ['a', 'a']),
    'network.zones: a, a names no zone or one twice; name each zone once',
  ],
  'no zone': [
    inZones('10.0.0.0/24', []),
    'network.zones: an empty list names no zone or one twice; name each zone once',
  ],
  'a network with bits behind its prefix': [
    { ...BASE, network: { cidr: '10.0.0.7/24' } },
    'network.cidr: "10.0.0.7/24" is not a block of addresses; write one such as 10.0.0.0/24',
  ],
  'a network that is too wide': [
    { ...BASE, network: { cidr: '10.0.0.0/15' } },
    'network.cidr: 10.0.0.0/15 gives 1 zone(s) subnets of /15; AWS takes blocks from /16 to /28, so give a smaller block',
  ],
  'a network that is too narrow for its zones': [
    inZones('10.0.0.0/27', ['a', 'b', 'c']),
    'network.cidr: 10.0.0.0/27 gives 3 zone(s) subnets of /29; AWS takes blocks from /16 to /28, so give a larger block',
  ],
  'more hosts than addresses': [
    {
      ...BASE,
      network: { cidr: '10.0.0.0/28' },
      hosts: {
        ...BASE.hosts,
        s1: { roles: ['sentinel'] },
        s2: { roles: ['sentinel'] },
        s3: { roles: ['sentinel'] },
      },
    },
    'hosts.s3: there is no address left for it in subnet 10.0.0.0/28; give it one or widen the network',
  ],
  'two primaries': [
    { ...BASE, hosts: { ...BASE.hosts, data2: { roles: ['primary'] } } },
    'hosts: data1 and data2 have the role primary; keep it on one and make the others replicas',
  ],
  'no primary': [
    { ...BASE, hosts: { data2, data3 } },
    'hosts: no host has the role primary; give it to the host that starts as primary on the very first boot',
  ],
  'no host': [
    { ...BASE, hosts: {} },
    'hosts: no host has the role primary; give it to the host that starts as primary on the very first boot',
  ],
  'a host without a role': [
    { ...BASE, hosts: { ...BASE.hosts, idle: { roles: [] } } },
    `hosts.idle.roles: is empty; ${ROLES}`,
  ],
  'a host with a role twice': [
    { ...BASE, hosts: { ...BASE.hosts, data2: { roles: ['replica', 'replica'] } } },
    `hosts.data2.roles: is replica, replica; ${ROLES}`,
  ],
  'a host that is primary and replica': [
    { ...BASE, hosts: { ...BASE.hosts, data1: { roles: ['primary', 'replica'] } } },
    `hosts.data1.roles: is primary, replica; ${ROLES}`,
  ],
  'a priority without data': [
    { ...BASE, hosts: { ...BASE.hosts, s1: { roles: ['sentinel'], priority: 5 } } },
    'hosts.s1.priority: is 5 on a host without data; leave it out',
  ],
  'one port for both programs of a host': [
    sentinel({ port: 6379 }),
    'sentinel.port: 6379 is redis.port too, and data1 runs both; give each its own',
  ],
  'a directive that is not known': [
    redis({ directives: { 'maxmemory-polcy': 'noeviction' } }),
    'redis.directives.maxmemory-polcy: is not a directive of redis.conf in Redis 7.2; did you mean maxmemory-policy?',
  ],
  'a directive of a later version': [
    redis({ directives: { 'hide-user-data-from-log': true } }),
    'redis.directives.hide-user-data-from-log: is not a directive of redis.conf in Redis 7.2; look its name up in the documentation of that version',
  ],
  'a directive that vedette writes': [
    redis({ directives: { port: 7000 } }),
    "redis.directives.port: can't be set here; set redis.port instead",
  ],
  'an alias of a directive that vedette writes': [
    redis({ directives: { slaveof: '10.0.0.9 6379' } }),
    "redis.directives.slaveof: can't be set here; the boot script asks the Sentinels who is primary",
  ],
  'an option of Sentinel that vedette writes': [
    sentinel({ directives: { monitor: 'm 10.0.0.9 6379 1' } }),
    "sentinel.directives.monitor: can't be set here; set sentinel.group and sentinel.quorum instead",
  ],
  'cluster mode': [
    redis({ directives: { 'cluster-enabled': true } }),
    "redis.directives.cluster-enabled: can't be set here; a group under Sentinel is not a cluster",
  ],
  'a value that Redis refuses': [
    redis({ directives: { 'maxmemory-policy': 'lru' } }),
    'redis.directives.maxmemory-policy: lru is not a word Redis knows here; write one of volatile-lru, volatile-lfu, volatile-random, volatile-ttl, allkeys-lru, allkeys-lfu, allkeys-random, noeviction',
  ],
};

function messagesOf(t: ExecutionContext, definition: EnvironmentDefinition): readonly string[] {
  const error = t.throws(() => resolved(definition), { instanceOf: DefinitionError });
  return error?.message.split('\n') ?? [];
}

for (const [what, [definition, message]] of Object.entries(WRONG))
  test(`refused, with field, value and remedy: ${what}`, (t) => {
    t.deepEqual(messagesOf(t, definition), [`${FILE}: ${message}`]);
  });

test('every problem is named, not only the first', (t) => {
  const definition = { ...address('10.9.9.9'), redis: { directives: { port: 1 } } };
  t.deepEqual(
    messagesOf(t, definition).map((message) => message.split(': ')[1]),
    ['redis.directives.port', 'hosts.data1.address'],
  );
});

test('Redis and Sentinel may have one port on different hosts', (t) => {
  const hosts = { data1: { roles: ['primary'] }, s1: { roles: ['sentinel'] } } as const;
  t.is(resolved({ ...sentinel({ port: 6379 }), hosts }).sentinel.port, 6379);
});
