import test, { type ExecutionContext } from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import type {
  Directives,
  EnvironmentDefinition,
  RedisDefinition,
  SentinelDefinition,
  ZoneBlocks,
} from '../../src/definition/environment.ts';
import { BASE, FILE, resolved } from './_base.ts';

const { data1, data2, data3 } = BASE.hosts;
const address = (given: string): EnvironmentDefinition => ({
  ...BASE,
  hosts: { ...BASE.hosts, data1: { ...data1, address: given } },
});
/** With directives that no editor would let pass. */
type Unchecked<T> = Omit<T, 'directives'> & { readonly directives?: Directives };
const redis = (fields: Unchecked<RedisDefinition>): EnvironmentDefinition => ({ ...BASE, redis: fields });
const sentinel = (fields: Unchecked<Partial<SentinelDefinition>>): EnvironmentDefinition => ({
  ...BASE,
  sentinel: { ...BASE.sentinel, ...fields },
});
const inZones = (cidr: string, zones: readonly string[] | ZoneBlocks): EnvironmentDefinition => ({
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
  'copies of snapshots beside their originals': [
    { ...BASE, aws: { backups: { copyTo: 'eu-central-1' } } },
    'aws.backups.copyTo: eu-central-1 is the region of the environment itself; give another one, or leave it out',
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
    ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.63'].map((reserved) => [
      `${reserved}, which AWS keeps`,
      [
        address(reserved),
        `hosts.data1.address: ${reserved} is reserved by AWS in subnet 10.0.0.0/26 (its first four addresses and the last); give another`,
      ],
    ]),
  ),
  'an address in another zone than the one given': [
    {
      ...inZones('10.0.0.0/24', ['a', 'b']),
      hosts: { ...BASE.hosts, data1: { ...data1, address: '10.0.0.100', zone: 'a' } },
    },
    'hosts.data1.address: 10.0.0.100 is in zone b, not in zone a; change the address or the zone',
  ],
  'an address on the side of the NAT gateway': [
    {
      ...BASE,
      network: { cidr: '10.0.0.0/24', egress: 'nat' },
      hosts: { ...BASE.hosts, data1: { ...data1, address: '10.0.0.200' } },
    },
    "hosts.data1.address: 10.0.0.200 is in no zone's subnet; give an address in 10.0.0.0/26 (zone a)",
  ],
  'an address of the only zone that it has no longer': [
    address('10.0.0.200'),
    "hosts.data1.address: 10.0.0.200 is in no zone's subnet; give an address in 10.0.0.0/26 (zone a), or write network.zones: { a: '10.0.0.0/24' }",
  ],
  'an address of the half that a zone has no longer': [
    {
      ...inZones('10.0.0.0/24', ['a', 'b']),
      hosts: { ...BASE.hosts, data1: { ...data1, address: '10.0.0.200', zone: 'b' } },
    },
    "hosts.data1.address: 10.0.0.200 is in no zone's subnet; give an address in 10.0.0.0/26 (zone a), 10.0.0.64/26 (zone b), or write network.zones: { a: '10.0.0.0/25', b: '10.0.0.128/25' }",
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
    'network.cidr: 10.0.0.0/15 is not one that AWS takes; give a block from /16 to /28, such as 10.0.0.0/24',
  ],
  'a network that is too narrow': [
    { ...BASE, network: { cidr: '10.0.0.0/29' } },
    'network.cidr: 10.0.0.0/29 is not one that AWS takes; give a block from /16 to /28, such as 10.0.0.0/24',
  ],
  ...Object.fromEntries(
    Object.entries({
      '8.8.8.0/28': 'public addresses, which belong to others',
      '172.32.0.0/24': 'public addresses, which belong to others',
      '127.0.0.0/24': 'loopback addresses',
      '169.254.0.0/16': 'link-local addresses',
      '224.0.0.0/24': 'multicast addresses',
      '240.0.0.0/24': 'addresses that are reserved',
      '0.0.0.0/24': 'addresses that mean this host',
    }).map(([cidr, what]) => [
      `a network of ${what}, ${cidr}`,
      [
        { ...BASE, network: { cidr } },
        `network.cidr: ${cidr} holds ${what}; give a block in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
      ],
    ]),
  ),
  'a network that is too narrow for its zones': [
    inZones('10.0.0.0/27', ['a', 'b', 'c']),
    'network.cidr: 10.0.0.0/27 is too small for 3 zones; give a block of /26 or larger, or name one zone',
  ],
  'a network that is too narrow for NAT': [
    { ...BASE, network: { cidr: '10.0.0.0/28', egress: 'nat' } },
    "network.cidr: 10.0.0.0/28 is too small for a NAT gateway; give a block of /26 or larger, or write network.egress: 'public'",
  ],
  'a zone that has no part': [
    inZones('10.0.0.0/24', ['a', 'g']),
    "network.zones: 10.0.0.0/24 has no part for zone g; write network.zones: { a: '10.0.0.0/26', g: '10.0.0.64/26' }",
  ],
  'a zone whose part would be too small': [
    inZones('10.0.0.0/25', ['a', 'd']),
    "network.zones: 10.0.0.0/25 has no part for zone d; write network.zones: { a: '10.0.0.0/27', d: '10.0.0.32/27' }",
  ],
  'more zones than parts': [
    inZones('10.0.0.0/25', ['a', 'b', 'c', 'd']),
    'network.zones: 10.0.0.0/25 has no part for zone d; give a larger network.cidr',
  ],
  'written blocks that overlap': [
    inZones('10.0.0.0/24', { a: '10.0.0.0/25', b: '10.0.0.64/26' }),
    "network.zones.b: 10.0.0.64/26 has addresses of zone a's 10.0.0.0/25 too; give each zone its own",
  ],
  'a written block outside the network': [
    inZones('10.0.0.0/24', { a: '10.0.1.0/25' }),
    'network.zones.a: "10.0.1.0/25" is not a block of addresses in 10.0.0.0/24; write one of /28 or larger, such as 10.0.0.0/26',
  ],
  'a written block in the way of the NAT gateway': [
    { ...BASE, network: { cidr: '10.0.0.0/24', zones: { a: '10.0.0.0/24' }, egress: 'nat' } },
    "network.zones.a: 10.0.0.0/24 has addresses of the NAT gateway's 10.0.0.192/28 too; leave that free, or write network.egress: 'public'",
  ],
  'no written block': [inZones('10.0.0.0/24', {}), 'network.zones: names no zone; name one or leave it out'],
  'two hosts of one address': [
    { ...BASE, hosts: { ...BASE.hosts, data04: { roles: ['sentinel'] }, data4: { roles: ['sentinel'] } } },
    "hosts.data4.address: it would be 10.0.0.13, which data04 has; at the newer of the two, write address: '10.0.0.14'",
  ],
  'a host whose address is given to another': [
    { ...BASE, hosts: { ...BASE.hosts, s1: { roles: ['sentinel'], address: '10.0.0.11' } } },
    "hosts.data2.address: it would be 10.0.0.11, which s1 has; at the newer of the two, write address: '10.0.0.13'",
  ],
  'more hosts than addresses': [
    {
      ...BASE,
      network: { cidr: '10.0.0.0/28' },
      hosts: {
        ...BASE.hosts,
        ...Object.fromEntries(
          Array.from({ length: 9 }, (_, index) => [`data${index + 4}`, { roles: ['sentinel'] }]),
        ),
      },
    },
    'hosts.data12.address: there is none left in subnet 10.0.0.0/28; remove a host or widen the network',
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
  const definition = { ...address('10.9.9.9'), redis: redis({ directives: { port: 1 } }).redis ?? {} };
  t.deepEqual(
    messagesOf(t, definition).map((message) => message.split(': ')[1]),
    ['redis.directives.port', 'hosts.data1.address'],
  );
});

test('Redis and Sentinel may have one port on different hosts', (t) => {
  const hosts = { data1: { roles: ['primary'] }, s1: { roles: ['sentinel'] } } as const;
  t.is(resolved({ ...sentinel({ port: 6379 }), hosts }).sentinel.port, 6379);
});
