import { createHash } from 'node:crypto';
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Change } from '../../src/diff/change.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { renderHost } from '../../src/render/host-files.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { SMALL, shipped, small } from '../_environment.ts';
import { diffOf } from './_documents.ts';
import { anyPair } from './infrastructure/_definitions.ts';

const REPLICA = { roles: ['replica'] } as const;

function told({ key, before, after, places: [place] }: Change): string {
  return `${key}: ${before?.raw ?? 'none'} to ${after?.raw ?? 'none'} on ${place?.hosts.join()}`;
}

async function rowsOf(before: Environment, after: Environment): Promise<readonly Change[]> {
  const { changes } = await diffOf(snapshotOf(before), snapshotOf(after));
  return changes.filter(({ key }) => key.startsWith('rc.conf.d/') || key === 'boot script');
}

test('a data host that comes is to be made known by hand to every host that stays', async (t) => {
  const lab = await shipped('lab');
  const { hosts } = lab.definition;
  const after = resolveEnvironment(
    { ...lab.definition, hosts: { ...hosts, node03: { ...REPLICA, address: '10.0.0.53' } } },
    lab.file,
  );
  const rows = await rowsOf(lab, after);
  t.deepEqual(rows.map(told), [
    'rc.conf.d/vedette/peers: none to 10.0.0.53 on ctrl,node01,node02,ns',
    'rc.conf.d/vedette/promotable: none to 10.0.0.53 on ctrl,node01,node02,ns',
  ]);
  t.deepEqual(
    rows.map(({ means, byHand = [] }) => [means, byHand.map(({ text }) => text)]),
    [
      ['roll-out', ['rc.conf.d/vedette: add 10.0.0.53 to peers']],
      ['roll-out', ['rc.conf.d/vedette: add 10.0.0.53 to promotable']],
    ],
  );
});

test('Sentinels that come change the majority that hosts wait for', async (t) => {
  const sentinel = { roles: ['sentinel'] } as const;
  const after = small({ hosts: { ...SMALL.hosts, s4: sentinel, s5: sentinel } });
  const [four, five] = after.hosts.slice(-2).map(({ address }) => address);
  t.deepEqual((await rowsOf(small(), after)).map(told), [
    'rc.conf.d/vedette/majority: 2 to 3 on one,three,two',
    `rc.conf.d/vedette/sentinels: none to ${four} ${five} on one,three,two`,
  ]);
});

test('a host that goes is to be taken out of what the others know', async (t) => {
  const before = small({ hosts: { ...SMALL.hosts, four: REPLICA } });
  const address = before.hosts.at(-1)?.address;
  const rows = await rowsOf(before, small());
  t.deepEqual(
    rows.flatMap(({ byHand = [] }) => byHand.map(({ text }) => text)),
    [
      `rc.conf.d/vedette: take ${address} out of peers`,
      `rc.conf.d/vedette: take ${address} out of promotable`,
    ],
  );
});

test('a longer failover-timeout reaches the hosts without a Sentinel too, which wait by it', async (t) => {
  const lab = await shipped('lab');
  const sentinel = { ...lab.definition.sentinel, failoverTimeout: '5s' } as const;
  const rows = await rowsOf(lab, resolveEnvironment({ ...lab.definition, sentinel }, lab.file));
  t.deepEqual(rows.map(told), ['rc.conf.d/vedette/grace: 32 to 12 on ctrl,node01,node02,ns']);
});

test('a boot script that differs and means the same has a row, as pending names its host', async (t) => {
  const of = (size: string) => small({ redis: { directives: { 'repl-backlog-size': size } } });
  t.deepEqual((await rowsOf(of('64mb'), of('65536kb'))).map(told), [
    'boot script: as it was to written otherwise on one,three,two',
  ]);
});

test('a boot script that comes with the host that takes the place of another has no row', async (t) => {
  const moved = small({ aws: { ...SMALL.aws, region: 'us-east-1' } });
  t.deepEqual(await rowsOf(small(), moved), []);
});

test('whenever the boot script of a host that stays is another one, a row tells of that host or of all', async (t) => {
  for (const [before, after] of fc.sample(anyPair, { numRuns: 40, seed: 2 })) {
    const { changes } = await diffOf(snapshotOf(before), snapshotOf(after));
    const rows = changes.filter(({ area }) => area !== 'consequence' && area !== 'rules');
    const [olds, news] = [digests(before), digests(after)];
    for (const [host, digest] of news) {
      if (!olds.has(host) || olds.get(host) === digest) continue;
      t.true(
        rows.some((row) => tells(row, host)),
        `${host} of ${JSON.stringify([before.definition, after.definition])}`,
      );
    }
  }
});

/** A row of the host itself, or one of all hosts about what they boot with. */
function tells({ means, note = '', places }: Change, host: string): boolean {
  const isBooted = means === 'roll-out' || means === 'next-host' || note.endsWith('comes with the new host');
  return places.some(({ hosts }) => hosts.includes(host) || (isBooted && hosts.length === 0));
}

function digests(environment: Environment): ReadonlyMap<string, string> {
  return new Map(
    environment.hosts.map((host) => {
      const { userData } = renderHost(environment, host);
      return [host.name, createHash('sha256').update(userData).digest('hex')];
    }),
  );
}
