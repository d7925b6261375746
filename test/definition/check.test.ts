import test, { type ExecutionContext } from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import { checkDefinition } from '../../src/definition/check.ts';
import { BASE } from '../topology/_base.ts';

function messagesOf(t: ExecutionContext, value: unknown): readonly string[] {
  const error = t.throws(() => checkDefinition(value, 'f.ts'), { instanceOf: DefinitionError });
  return error?.message.split('\n') ?? [];
}

const { data1 } = BASE.hosts;
const redis = (fields: object) => ({ ...BASE, redis: fields });
const sentinel = (fields: object) => ({ ...BASE, sentinel: { quorum: 2, ...fields } });
const network = (fields: object) => ({ ...BASE, network: { ...BASE.network, ...fields } });
const host = (fields: object) => ({ ...BASE, hosts: { data1: { ...data1, ...fields } } });
const aws = (fields: object) => ({ ...BASE, aws: fields });

const LABEL =
  'is not a DNS label; write 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends, not digits alone';
const DURATION =
  "is not a duration here; write a whole number from 1 and ms, s, m or h, such as '5s', and no more than 24 days";
const SIZE =
  "is not a size; write a whole number and mb or gb, such as '512mb', or a share of the host's memory from '1%' to '100%'";

/** What is wrong, and the one line that says so. */
const WRONG: Readonly<Record<string, readonly [unknown, string]>> = {
  'an unknown field with a near name': [
    { ...BASE, hots: {} },
    'f.ts: "hots" is not a field here; did you mean hosts?',
  ],
  'an unknown field of a part': [
    sentinel({ downAftr: '5s' }),
    'f.ts: sentinel: "downAftr" is not a field here; did you mean downAfter?',
  ],
  'an unknown field of a host': [
    host({ adress: '10.0.0.5' }),
    'f.ts: hosts.data1: "adress" is not a field here; did you mean address?',
  ],
  "a host that is called like the router of this machine's cloud": [
    { ...BASE, hosts: { router: data1 } },
    'f.ts: hosts.router: "router" cannot be the name of a host, since vedette local calls the machine between the hosts so; give it another',
  ],
  'a host that is called like every host': [
    { ...BASE, hosts: { localhost: data1 } },
    'f.ts: hosts.localhost: "localhost" cannot be the name of a host, since every host calls itself so; give it another',
  ],
  'a zone of a list that is none': [
    network({ zones: ['a', 'B'] }),
    `f.ts: network.zones.1: "B" is not a zone; write its letter, such as 'a'`,
  ],
  'a zone with a block that is none': [
    network({ zones: { B: '10.0.0.0/25' } }),
    `f.ts: network.zones.B: "B" is not a zone; write its letter, such as 'a'`,
  ],
  'a block that is no text': [network({ zones: { a: 24 } }), 'f.ts: network.zones.a: 24 is not a text'],
  'zones that are neither a list nor blocks': [
    network({ zones: 'a' }),
    'f.ts: network.zones: "a" is not an array or an object',
  ],
  'an unknown field near none': [
    network({ somethingElse: 1 }),
    'f.ts: network: "somethingElse" is not a field here; use one of cidr, zones, egress, flowLogDays',
  ],
  'a field that is missing': [
    { ...BASE, sentinel: {} },
    'f.ts: sentinel.quorum: is missing; give a whole number',
  ],
  'a name that is missing': [
    Object.fromEntries(Object.entries(BASE).filter(([field]) => field !== 'name')),
    'f.ts: name: is missing; give a text',
  ],
  'undefined where a field may be left out': [
    redis({ port: undefined }),
    'f.ts: redis.port: is missing; give a whole number',
  ],
  'a name that is not a text': [{ ...BASE, name: 5 }, 'f.ts: name: 5 is not a text'],
  'a name that is not a label': [
    { ...BASE, name: 'My_Env' },
    `f.ts: name: "My_Env" ${LABEL.replace('63', '40')}`,
  ],
  'a host name that is not a label': [
    { ...BASE, hosts: { 'data.1': data1 } },
    `f.ts: hosts.data.1: "data.1" ${LABEL}`,
  ],
  'a host name of 64 letters': [
    { ...BASE, hosts: { ['x'.repeat(64)]: data1 } },
    `f.ts: hosts.${'x'.repeat(64)}: "${'x'.repeat(64)}" ${LABEL}`,
  ],
  'a host name of digits, which would change the order of hosts': [
    { ...BASE, hosts: { 5: data1 } },
    `f.ts: hosts.5: "5" ${LABEL}`,
  ],
  'a role that does not exist': [
    host({ roles: ['master'] }),
    'f.ts: hosts.data1.roles.0: "master" is not possible here; use one of primary, replica, sentinel',
  ],
  'roles that are not an array': [
    host({ roles: 'primary' }),
    'f.ts: hosts.data1.roles: "primary" is not an array',
  ],
  'an address that is not a text': [host({ address: 10 }), 'f.ts: hosts.data1.address: 10 is not a text'],
  'a zone that is not a letter': [
    host({ zone: 'eu-central-1a' }),
    'f.ts: hosts.data1.zone: "eu-central-1a" is not a zone; write its letter, such as \'a\'',
  ],
  'a priority below 0': [
    host({ priority: -1 }),
    'f.ts: hosts.data1.priority: -1 is not a number that Redis takes here; write a whole number from 0 to 2147483647',
  ],
  'a priority that Redis cannot hold': [
    host({ priority: 2 ** 31 }),
    'f.ts: hosts.data1.priority: 2147483648 is not a number that Redis takes here; write a whole number from 0 to 2147483647',
  ],
  'a package that is gone': [
    redis({ package: 'redis70' }),
    'f.ts: redis.package: "redis70" cannot be used: it expired on 2025-02-15 and is gone from the ports collection; use one of redis72, redis74, redis80, redis82, redis84, redis86, redis88, valkey',
  ],
  'a package that never was': [
    redis({ package: 'constructor' }),
    'f.ts: redis.package: "constructor" is not a known package of Redis or Valkey; use one of redis72, redis74, redis80, redis82, redis84, redis86, redis88, valkey',
  ],
  'a port of root': [
    redis({ port: 80 }),
    'f.ts: redis.port: 80 is not a port that the user redis may open; write a whole number from 1024 to 65535',
  ],
  'a port above all': [
    sentinel({ port: 65_536 }),
    'f.ts: sentinel.port: 65536 is not a port that the user redis may open; write a whole number from 1024 to 65535',
  ],
  'a port that is a text': [redis({ port: '6379' }), 'f.ts: redis.port: "6379" is not a whole number'],
  'a fraction': [sentinel({ quorum: 1.5 }), 'f.ts: sentinel.quorum: 1.5 is not a whole number'],
  'a size with a fraction': [redis({ maxmemory: '1.5gb' }), `f.ts: redis.maxmemory: "1.5gb" ${SIZE}`],
  'a share above all': [redis({ maxmemory: '101%' }), `f.ts: redis.maxmemory: "101%" ${SIZE}`],
  'a size that is a number': [
    redis({ maxmemory: 1024 }),
    "f.ts: redis.maxmemory: 1024 is a number; write '1024mb'",
  ],
  'a size in bytes that is a number': [
    redis({ maxmemory: 1_073_741_824 }),
    "f.ts: redis.maxmemory: 1073741824 is a number; write '1gb'",
  ],
  'a volume that is a number': [
    host({ volume: 20 }),
    "f.ts: hosts.data1.volume: 20 is a number; write '20gb'",
  ],
  'a duration that is a number': [
    sentinel({ downAfter: 5 }),
    "f.ts: sentinel.downAfter: 5 is a number; write '5s'",
  ],
  'a duration in milliseconds that is a number': [
    sentinel({ failoverTimeout: 60_000 }),
    "f.ts: sentinel.failoverTimeout: 60000 is a number; write '1m'",
  ],
  'a number of which no duration can be made': [
    sentinel({ downAfter: -1 }),
    'f.ts: sentinel.downAfter: -1 is not a text',
  ],
  'a lag of which no whole seconds can be made': [
    redis({ minReplicasMaxLag: 1_500 }),
    'f.ts: redis.minReplicasMaxLag: 1500 is not a text',
  ],
  'a duration without a unit': [
    sentinel({ downAfter: '5000' }),
    `f.ts: sentinel.downAfter: "5000" ${DURATION}`,
  ],
  'no time at all': [sentinel({ failoverTimeout: '0s' }), `f.ts: sentinel.failoverTimeout: "0s" ${DURATION}`],
  'a time that Sentinel cannot hold': [
    sentinel({ downAfter: '2147483648ms' }),
    `f.ts: sentinel.downAfter: "2147483648ms" ${DURATION}`,
  ],
  'a lag that is not whole seconds': [
    redis({ minReplicasMaxLag: '1500ms' }),
    'f.ts: redis.minReplicasMaxLag: "1500ms" is not a duration here; write whole seconds, such as \'10s\', and no more than 24 days',
  ],
  'a persistence that does not exist': [
    redis({ persistence: 'both' }),
    'f.ts: redis.persistence: "both" is not possible here; use one of none, rdb, aof',
  ],
  'a directive that is an object': [
    redis({ directives: { save: { seconds: 900 } } }),
    'f.ts: redis.directives.save: {"seconds":900} is not a text, a number, true, false or an array of these',
  ],
  'an egress that does not exist': [
    network({ egress: 'vpn' }),
    'f.ts: network.egress: "vpn" is not possible here; use one of public, nat',
  ],
  'a region that is none': [
    aws({ region: 'Frankfurt' }),
    'f.ts: aws.region: "Frankfurt" is not a region; write it as AWS does, such as \'eu-central-1\'',
  ],
  'an image that is none': [
    aws({ image: 'FreeBSD 15' }),
    "f.ts: aws.image: \"FreeBSD 15\" is not an image; write a FreeBSD release such as '15.1', or an image id such as 'ami-0123456789abcdef0'",
  ],
  'an account of too few digits': [
    { ...BASE, aws: { account: '12345678901' } },
    'f.ts: aws.account: "12345678901" is not an account of AWS; write its twelve digits as a text, such as \'123456789012\'',
  ],
  'flow logs for a time that AWS does not take': [
    { ...BASE, network: { ...BASE.network, flowLogDays: 10 } },
    'f.ts: network.flowLogDays: 10 is not possible here; use one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
  ],
  'a name that AWS keeps for ids': [
    { ...BASE, name: 'sg-lab' },
    'f.ts: name: "sg-lab" cannot begin names in AWS; write at most 40 characters, and neither sg nor sg- at the beginning',
  ],
  'a name too long to begin others': [
    { ...BASE, name: 'x'.repeat(41) },
    `f.ts: name: "${'x'.repeat(41)}" cannot begin names in AWS; write at most 40 characters, and neither sg nor sg- at the beginning`,
  ],
  'a volume that is not whole gigabytes': [
    host({ volume: '1500mb' }),
    "f.ts: hosts.data1.volume: \"1500mb\" is not the size of a volume; write whole gigabytes from '1gb' to '65536gb'",
  ],
  'a version of the password before the first': [
    aws({ passwordVersion: 0 }),
    'f.ts: aws.passwordVersion: 0 is not a version; write a whole number from 1 to 2147483647',
  ],
  'a topic without its account': [
    aws({ alarmTopic: 'pager' }),
    "f.ts: aws.alarmTopic: \"pager\" is not a topic; write its ARN, such as 'arn:aws:sns:eu-central-1:123456789012:pager', or 'own'",
  ],
  'a snapshot by its name': [
    aws({ restore: 'nightly' }),
    'f.ts: aws.restore: "nightly" is not a snapshot; write its id, such as \'snap-0123456789abcdef0\'',
  ],
  'a time of day without minutes': [
    aws({ backups: { at: '24:00' } }),
    'f.ts: aws.backups.at: "24:00" is not a time of day; write hours and minutes, such as \'03:00\'',
  ],
  'more snapshots than a policy keeps': [
    aws({ backups: { keep: 1001 } }),
    'f.ts: aws.backups.keep: 1001 is not a number of snapshots; write a whole number from 0 to 1000',
  ],
  'a key pair that could be an expression': [
    aws({ keyPair: '${file("/etc/passwd")}' }),
    'f.ts: aws.keyPair: "${file(\\"/etc/passwd\\")}" is not the name of a key pair here; write 1 to 255 letters, digits, dots, dashes, underscores and @',
  ],
  'a bucket that cannot be': [
    aws({ state: { bucket: 'My_Bucket' } }),
    'f.ts: aws.state.bucket: "My_Bucket" is not the name of a bucket; write 3 to 63 lower-case letters, digits, dots and hyphens',
  ],
  'a tag of vedette': [
    aws({ tags: { 'vedette:environment': 'x' } }),
    'f.ts: aws.tags.vedette:environment: "vedette:environment" cannot be a tag; write 1 to 128 letters, digits, spaces and _ . : / = + - @, not Name, and neither aws: nor vedette: at the beginning',
  ],
  'a tag whose value AWS refuses': [
    aws({ tags: { team: 'a;b' } }),
    'f.ts: aws.tags.team: "a;b" cannot be the value of a tag; write at most 256 letters, digits, spaces and _ . : / = + - @',
  ],
  'more tags than a resource has': [
    aws({ tags: Object.fromEntries(Array.from({ length: 43 }, (_, index) => [`tag${index}`, 'x'])) }),
    'f.ts: aws.tags: 43 tags are more than AWS takes; write at most 42',
  ],
  'a flag that is a text': [{ ...BASE, protected: 'yes' }, 'f.ts: protected: "yes" is not true or false'],
  'a waiver without a reason': [
    { ...BASE, waive: { 'sentinel-even': ' ' } },
    'f.ts: waive.sentinel-even: " " is not a reason; write on one line why this environment may break the rule',
  ],
  'a waiver with a reason of two lines': [
    { ...BASE, waive: { 'sentinel-even': 'a\nb' } },
    'f.ts: waive.sentinel-even: "a\\nb" is not a reason; write on one line why this environment may break the rule',
  ],
};

for (const [what, [value, message]] of Object.entries(WRONG))
  test(`refused, with field, value and remedy: ${what}`, (t) => {
    t.deepEqual(messagesOf(t, value), [message]);
  });

test('an instance type that is not known is answered with those that are', (t) => {
  const [message] = messagesOf(t, host({ size: 'm7i.medium' }));
  t.regex(
    message ?? '',
    /^f\.ts: hosts\.data1\.size: "m7i\.medium" is not a known instance type; use one of .*m7g\.medium/,
  );
});

test('every problem is named, not only the first', (t) => {
  t.deepEqual(
    messagesOf(t, { ...BASE, name: '', sentinel: { quorum: '2' }, protected: 1 }).map(
      (message) => message.split(': ')[1],
    ),
    ['name', 'sentinel.quorum', 'protected'],
  );
});

test('a definition that is right comes back as it is', (t) => {
  t.deepEqual(checkDefinition(BASE, 'f.ts'), BASE);
});
