/** What a diff of an environment with itself at another time must say: each stands for a kind that was once said wrong. */
import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { spread } from '../../src/definition/spread.ts';
import type { Change } from '../../src/diff/change.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { shipped } from '../_environment.ts';
import { diffOf } from './_documents.ts';

type Hosts = EnvironmentDefinition['hosts'];

const PRIMARY = { roles: ['primary', 'sentinel'] } as const;
const REPLICA = { roles: ['replica', 'sentinel'] } as const;
const SENTINEL = { roles: ['sentinel'] } as const;

const SHOP: EnvironmentDefinition = {
  name: 'shop',
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/24' },
  hosts: { data1: PRIMARY, data2: REPLICA, data3: REPLICA },
};

const BUCKET = { state: { bucket: 'states' } };

async function compare(
  before: EnvironmentDefinition,
  after: EnvironmentDefinition,
): Promise<{ readonly summary: string; readonly rows: readonly string[] }> {
  const [one, other] = [before, after].map((each) => snapshotOf(resolveEnvironment(each, 'shop.ts')));
  if (one === undefined || other === undefined) throw new RangeError('two definitions are given');
  const { changes, summary } = await diffOf(one, other);
  return { summary, rows: changes.filter(({ area }) => area !== 'consequence').map(rowOf) };
}

function rowOf({ impact, key, before, after, places: [place] }: Change): string {
  const where = place?.hosts.length === 0 ? [] : [`on ${place?.hosts.join()}`];
  return [impact, `${key}:`, before?.raw ?? 'none', 'to', after?.raw ?? 'none', ...where].join(' ');
}

test('more zones with more hosts in them create these and replace none', async (t) => {
  const nat: EnvironmentDefinition = { ...SHOP, network: { ...SHOP.network, egress: 'nat' } };
  const s1 = { s1: SENTINEL };
  const { summary, rows } = await compare(
    { ...nat, hosts: { data1: PRIMARY, data2: REPLICA, ...s1 } },
    {
      ...nat,
      network: { ...nat.network, zones: ['a', 'b', 'c'] },
      hosts: {
        data1: PRIMARY,
        data2: REPLICA,
        ...s1,
        s2: { ...SENTINEL, zone: 'b' },
        s3: { ...SENTINEL, zone: 'c' },
      },
      waive: { 'zone-majority': 'on the way' },
    },
  );
  t.false(
    rows.some((row) => /^(replace|data-loss)/.test(row)),
    rows.join('\n'),
  );
  t.true(rows.includes('live network.zones: a to a, b, c'));
  t.regex(summary, /cdktf deploy would create s2 and s3, change network\.zones live/);
});

test('a host that moves to a zone that is new is replaced, and the others stay', async (t) => {
  const hosts = (zone: string): Hosts => ({
    data1: { ...PRIMARY, zone: 'a' },
    data2: { ...REPLICA, zone: 'b' },
    s1: { ...SENTINEL, zone },
  });
  const nat = (...zones: readonly string[]) => ({ ...SHOP.network, egress: 'nat' as const, zones });
  const { rows, summary } = await compare(
    { ...SHOP, network: nat('a', 'b'), hosts: hosts('b'), waive: { 'zone-majority': 'two zones' } },
    { ...SHOP, network: nat('a', 'b', 'c'), hosts: hosts('c') },
  );
  t.deepEqual(
    rows.filter((row) => row.startsWith('replace')).map((row) => row.replace(/:.* on/, ' on')),
    ['replace host/address on s1', 'replace host/zone on s1'],
  );
  t.regex(summary, /cdktf deploy would replace s1 \(host\/address and host\/zone\)/);
});

test('hosts that are put first move nobody', async (t) => {
  const { s0, ...hosts } = { s0: SENTINEL, s1: SENTINEL, d1: PRIMARY, d2: REPLICA };
  const { rows, summary } = await compare(
    { ...SHOP, hosts },
    { ...SHOP, sentinel: { quorum: 3 }, hosts: { s0, s9: SENTINEL, ...hosts } },
  );
  t.false(rows.some((row) => row.includes('host/address')));
  t.regex(summary, /cdktf deploy would create s0 and s9\./);
});

test('a host that is taken out of the middle loses its data and moves nobody', async (t) => {
  const { rows, summary } = await compare(SHOP, {
    ...SHOP,
    hosts: { data1: PRIMARY, data3: REPLICA },
    waive: { 'sentinel-count': 'on the way' },
  });
  t.true(rows.includes('data-loss host/volume: 10gb to none on data2'));
  t.false(rows.some((row) => row.includes('host/address')));
  t.regex(
    summary,
    /cdktf deploy would lose or leave behind data of data2 \(host\/volume\) and destroy data2\./,
  );
});

test('one replica more in spread() creates it, and moves nobody', async (t) => {
  const { definition } = await shipped('production');
  const addresses = {
    data2: '10.20.1.10',
    data3: '10.20.2.10',
    sentinel1: '10.20.0.11',
    sentinel2: '10.20.1.11',
  };
  const zones = ['a', 'b', 'c'];
  const sizes = { dataSize: 'r7g.large', sentinelSize: 'm7g.medium' } as const;
  const hosts = spread({ replicas: 3, sentinels: 6, zones, ...sizes, addresses });
  const { rows, summary } = await compare(definition, { ...definition, hosts });
  t.false(
    rows.some((row) => row.includes('host/address')),
    rows.join('\n'),
  );
  t.regex(summary, /create data4/);
});

test('a data host that becomes a Sentinel only is replaced, and its data goes', async (t) => {
  const { rows, summary } = await compare(SHOP, { ...SHOP, hosts: { ...SHOP.hosts, data3: SENTINEL } });
  t.true(rows.includes('data-loss host/volume: 10gb to none on data3'));
  t.true(rows.includes('replace host/roles: replica, sentinel to sentinel on data3'));
  t.regex(
    summary,
    /would lose or leave behind data of data3 \(host\/volume\), replace data3 \(host\/roles\)/,
  );
});

test('a data host that is taken out of a protected environment is guarded, and let go after a snapshot', async (t) => {
  const guarded: EnvironmentDefinition = { ...SHOP, protected: true, aws: BUCKET };
  const before = { ...guarded, hosts: { ...SHOP.hosts, data4: { roles: ['replica'] } } } as const;
  const kept = await compare(before, guarded);
  t.true(kept.rows.includes('refused retired: none to refused'));
  t.regex(
    kept.summary,
    /^Refused for shop: because a protected host would go with its data \(retired\)\. Otherwise cdktf deploy would lose or leave behind data of data4 \(host\/volume\) and destroy data4\./,
  );
  const gone = await compare(before, { ...guarded, retired: ['data4'] });
  t.regex(
    gone.summary,
    /^cdktf deploy would lose or leave behind data of data4 \(host\/volume\) and destroy data4\./,
  );
});

test('another zone of a data host destroys its volume, and a smaller volume is refused', async (t) => {
  const at = (zone: string, volume: '20gb' | '40gb'): EnvironmentDefinition => ({
    ...SHOP,
    network: { ...SHOP.network, zones: ['a', 'b'] },
    hosts: { ...SHOP.hosts, data3: { ...REPLICA, zone, volume } },
    waive: { 'zone-majority': 'few hosts' },
  });
  const moved = await compare(at('a', '40gb'), at('b', '40gb'));
  t.true(moved.rows.includes('data-loss host/zone: a to b on data3'));
  const smaller = await compare(at('b', '40gb'), at('b', '20gb'));
  t.true(smaller.rows.includes('refused host/volume: 40gb to 20gb on data3'));
  t.is(smaller.summary, 'Refused for shop: because no volume gets smaller (host/volume).');
});

test('password version, state, topic and tags are rows, the state the worst', async (t) => {
  const { rows, summary } = await compare(
    { ...SHOP, aws: { state: { bucket: 'old' } } },
    {
      ...SHOP,
      aws: { passwordVersion: 2, state: { bucket: 'new' }, tags: { owner: 'me' }, alarmTopic: 'own' },
    },
  );
  for (const row of [
    'live-heavy aws.passwordVersion: 1 to 2',
    'replace aws.state: old in eu-central-1 to new in eu-central-1',
    'live aws.alarmTopic: none to own',
    'live aws.tags: none to owner=me',
  ])
    t.true(rows.includes(row), row);
  t.regex(
    summary,
    /^cdktf deploy would create everything a second time unless the state is moved \(aws\.state\)/,
  );
});

test('a port of hosts that run is refused, and otherwise an outage', async (t) => {
  const { rows, summary } = await compare(SHOP, { ...SHOP, redis: { port: 6380 } });
  t.true(rows.includes('refused redis.port: 6379 to 6380'));
  t.regex(
    summary,
    /^Refused for shop: because its hosts listen on another port \(redis\.port\)\. Otherwise cdktf deploy would close the port that running hosts listen on\./,
  );
});

const RESTORE = 'snap-0123456789abcdef0';

test('a restore loses what all volumes hold, and replaces their hosts; without it again nothing changes', async (t) => {
  const restored = { ...SHOP, aws: { restore: RESTORE } };
  const { rows, summary } = await compare(SHOP, restored);
  t.deepEqual(
    rows.filter((row) => !row.startsWith('live')),
    [
      `data-loss aws.restore: none to ${RESTORE}`,
      'replace host/volume: none to another one on data1,data2,data3',
      'replace no failover: none to 3 of 3 Sentinels at once on data1,data2,data3',
      'replace outage: none to all data hosts at once on data1,data2,data3',
    ],
  );
  t.regex(summary, /^cdktf deploy would lose or leave behind data of all hosts of shop \(aws\.restore\)/);
  const back = await compare(restored, SHOP);
  t.deepEqual(
    [back.rows, back.summary],
    [[`none aws.restore: ${RESTORE} to none`], 'It changes nothing that runs.'],
  );
});

test('another primary, while a restored snapshot is still named, takes no volume away', async (t) => {
  const restored = { ...SHOP, aws: { restore: RESTORE } };
  const swapped: Hosts = { data1: REPLICA, data2: PRIMARY, data3: REPLICA };
  const { rows } = await compare(restored, { ...restored, hosts: swapped });
  t.deepEqual(
    rows.filter((row) => /^(data-loss|replace|refused|unknown)/.test(row)),
    [],
  );
});

test('snapshots and a key pair come in one row each, and the port that lets people in', async (t) => {
  const given = { backups: { keep: 7, every: '6h', copyTo: 'eu-west-1' }, keyPair: 'operators' } as const;
  const { rows } = await compare(SHOP, { ...SHOP, aws: given });
  t.deepEqual(
    rows.filter((row) => !row.includes('what follows')),
    [
      'live aws.keyPair: none to operators',
      'live open to: none to the security group of entrance',
      'live aws.backups: none to 7 of each volume, one every 6h from 03:00 on, copied to eu-west-1',
    ],
  );
});

test('what is newly waived and newly broken are rows with their reasons', async (t) => {
  const { rows } = await compare(SHOP, {
    ...SHOP,
    redis: { maxmemory: '90%' },
    sentinel: { quorum: 1 },
    waive: { 'quorum-majority': 'early', 'memory-headroom': 'small data' },
  });
  t.true(rows.includes('none waive.quorum-majority: kept to waived: early'));
  t.true(rows.includes('none waive.memory-headroom: kept to waived: small data'));
});
