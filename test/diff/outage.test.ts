import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { Diff } from '../../src/diff/change.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { SMALL, shipped, small } from '../_environment.ts';
import { diffOf } from './_documents.ts';

type SizeOf = (name: string) => NonNullable<EnvironmentDefinition['hosts'][string]>['size'];

function sized(size: SizeOf): ReturnType<typeof small> {
  const hosts = Object.entries(SMALL.hosts).map(([name, host]) => [
    name,
    { ...host, size: size(name), volume: '40gb' as const },
  ]);
  return small({ hosts: Object.fromEntries(hosts) });
}

function compared(before: SizeOf, after: SizeOf): Promise<Diff> {
  return diffOf(snapshotOf(sized(before)), snapshotOf(sized(after)));
}

function keysOf({ changes }: Diff): readonly string[] {
  return changes.map(({ key }) => key).filter((key) => key === 'outage' || key === 'no failover');
}

test('less memory on all hosts at once is an outage, before which maxmemory is lowered', async (t) => {
  const { summary, changes } = await compared(
    () => 'm7g.large',
    () => 'm7g.medium',
  );
  t.is(
    summary,
    'cdktf deploy would stop and start one, three and two, suspend failover (3 of 3 Sentinels at once) and cause an outage (all data hosts at once). Running hosts stay as they are until a roll-out, which would lower maxmemory (do this before the deploy).',
  );
  t.regex(
    changes.find(({ key }) => key === 'maxmemory')?.note ?? '',
    /; before the deploy, or Redis comes back/,
  );
});

test('more memory on all hosts is an outage too, and maxmemory may wait', async (t) => {
  const diff = await compared(
    () => 'm7g.medium',
    () => 'm7g.large',
  );
  t.deepEqual(keysOf(diff), ['no failover', 'outage']);
  t.notRegex(diff.summary, /before the deploy/);
});

test('one host that stops is no outage, and leaves a majority of the Sentinels', async (t) => {
  const diff = await compared(
    () => 'm7g.medium',
    (name) => (name === 'two' ? 'm7g.large' : 'm7g.medium'),
  );
  t.deepEqual(keysOf(diff), []);
});

test('two of three hosts that stop leave no majority of the Sentinels, and a data host', async (t) => {
  const diff = await compared(
    () => 'm7g.medium',
    (name) => (name === 'one' ? 'm7g.medium' : 'm7g.large'),
  );
  t.deepEqual(keysOf(diff), ['no failover']);
});

test('the only Sentinel of a group that goes is counted by no other', async (t) => {
  const { changes } = await diffOf(snapshotOf(await shipped('lab')), snapshotOf(await shipped('quorum')));
  t.is(changes.find(({ key }) => key === 'hosts/ctrl')?.note, undefined);
  const told = changes.filter(({ places }) => places.some(({ hosts }) => hosts.includes('ctrl')));
  t.false(told.some(({ note = '' }) => note.includes('it comes with the new host')));
});

test('a Sentinel that a host no longer is stays counted by the others', async (t) => {
  const replica = { roles: ['replica'] } as const;
  const s4 = { roles: ['sentinel'] } as const;
  const after = small({ hosts: { ...SMALL.hosts, three: replica, s4 } });
  const { changes } = await diffOf(snapshotOf(small()), snapshotOf(after));
  t.regex(
    changes.find(({ key }) => key === 'host/roles')?.note ?? '',
    /the other Sentinels count it until SENTINEL RESET/,
  );
});

test('zones without a host count for nothing where zones may be lost', async (t) => {
  const zones = { network: { cidr: '10.9.0.0/24', zones: ['a', 'b', 'c'] } };
  const of = (zone: string) =>
    small({
      ...zones,
      hosts: {
        one: { ...SMALL.hosts.one, roles: ['primary', 'sentinel'], zone: 'a' },
        two: { roles: ['replica', 'sentinel'], zone: 'b' },
        three: { roles: ['replica', 'sentinel'], zone },
      },
      redis: { minReplicasToWrite: 0 },
    });
  const { changes } = await diffOf(snapshotOf(of('c')), snapshotOf(of('b')));
  const row = changes.find(({ key }) => key === 'writes survive the loss of/zones');
  t.deepEqual([row?.before?.raw, row?.after?.raw], ['any one of 3', 'any one but b']);
});
