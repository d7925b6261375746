import test from 'ava';
import {
  withoutCopy,
  withoutFailover,
  withoutGuard,
  withoutHost,
  withoutZone,
} from '../../src/rehearsal/beyond.ts';
import { DRILLS } from '../../src/rehearsal/drills/index.ts';
import { firstPrimary } from '../../src/topology/environment.ts';
import { allShipped, shipped, small } from '../_environment.ts';

test('lab comes through the loss of its primary, and not through that of its Sentinel', async (t) => {
  const lab = await shipped('lab');
  t.is(withoutFailover(lab, 'killed'), undefined);
  t.is(withoutHost(lab, firstPrimary(lab)), undefined);
  const [ctrl] = lab.hosts;
  t.is(
    ctrl && withoutHost(lab, ctrl)?.because,
    'the loss of host ctrl leaves 0 of 1 Sentinels, and a failover needs 1 (sentinel-count)',
  );
});

test('production comes through the loss of every host and of every zone', async (t) => {
  const production = await shipped('production');
  for (const host of production.hosts) {
    t.is(withoutHost(production, host), undefined, host.name);
    t.is(withoutZone(production, host), undefined, host.name);
  }
});

test('a group with one Sentinel in each of two zones does not come through the loss of one', (t) => {
  const split = small({
    network: { cidr: '10.9.0.0/20', zones: ['a', 'b'] },
    hosts: {
      one: { roles: ['primary', 'sentinel'], zone: 'a' },
      two: { roles: ['replica', 'sentinel'], zone: 'b' },
    },
  });
  const [one] = split.hosts;
  t.is(
    one && withoutZone(split, one)?.because,
    'the loss of zone a leaves 1 of 2 Sentinels, and a failover needs 2 (zone-majority)',
  );
});

test('without a write guard a primary that is cut off is expected to take writes', (t) => {
  t.is(withoutGuard(small({ redis: { minReplicasToWrite: 1 } })), undefined);
  t.like(withoutGuard(small({ redis: { minReplicasToWrite: 0 } })), { about: ['writes'] });
});

test('a lone data host loses with its process what its files lack, and nothing where it keeps every write', (t) => {
  const alone = (persistence: 'rdb' | 'aof') =>
    small({
      redis: { persistence },
      sentinel: { quorum: 1 },
      hosts: { one: { roles: ['primary'] }, watch: { roles: ['sentinel'] } },
    });
  t.deepEqual(withoutCopy(alone('rdb'))?.about, ['writes']);
  t.is(withoutCopy(alone('aof')), undefined);
  t.is(withoutCopy(small()), undefined);
  t.deepEqual(withoutFailover(alone('rdb'), 'killed')?.about, ['failover', 'writes']);
});

test('every drill has a name of its own, a sentence, and fits or says in words why it does not', async (t) => {
  const names = DRILLS.map(({ name }) => name);
  t.deepEqual([...new Set(names)], names);
  for (const { name, story, unfit, beyond, loses } of DRILLS) {
    t.regex(name, /^[a-z]+(-[a-z]+)+$/);
    t.regex(story, /^[A-Z].*: .*\.$/s, name);
    for (const environment of await allShipped())
      for (const words of [
        unfit?.(environment),
        beyond?.(environment, firstPrimary(environment))?.because,
        loses?.(environment),
      ])
        t.true(words === undefined || /^[^A-Z].*[^.]$/.test(words), `${name}: ${words}`);
  }
});

const ENGINE = { program: 'redis-server', name: 'Redis', version: '8.8.0', files: { programs: {} } };

test('production is expected to come through every drill, and has hosts for each', async (t) => {
  const production = await shipped('production');
  const beyond = DRILLS.flatMap((drill) => drill.beyond?.(production, firstPrimary(production)) ?? []);
  t.deepEqual(beyond, []);
  t.deepEqual(
    DRILLS.flatMap((drill) => drill.unfit?.(production, { redis88: ENGINE }) ?? []),
    [],
  );
});
