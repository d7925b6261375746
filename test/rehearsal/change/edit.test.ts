import test from 'ava';
import { PACKAGES, type PackageName } from '../../../src/definition/packages.ts';
import { sizeOf } from '../../../src/definition/sizes.ts';
import { type Engines, engineOf } from '../../../src/local/engine.ts';
import type { Drill } from '../../../src/rehearsal/drill.ts';
import { DRILLS } from '../../../src/rehearsal/drills/index.ts';
import {
  rollOutKilled,
  rollOutLive,
  rollOutRestart,
} from '../../../src/rehearsal/drills/roll-out-directive.ts';
import { rollOutEngine } from '../../../src/rehearsal/drills/roll-out-engine.ts';
import {
  addReplica,
  addSentinels,
  removeReplica,
  removeSentinels,
} from '../../../src/rehearsal/drills/roll-out-hosts.ts';
import { rollOutSize, rollOutVolume } from '../../../src/rehearsal/drills/roll-out-machine.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../../src/topology/environment.ts';
import { allShipped, shipped, small } from '../../_environment.ts';
import { needs } from '../../_needs.ts';

const ROLL_OUTS = DRILLS.filter(({ brings, name }) => brings !== undefined && !name.startsWith('rotate'));

/** What a drill brings an environment to that it fits. */
function brought({ name, brings }: Drill, environment: Environment, engines: Engines = {}): Environment {
  const after = brings?.(environment, engines);
  if (after === undefined || 'unfit' in after) throw new Error(`${name}: ${after?.unfit}`);
  return after;
}

const addressesOf = ({ hosts }: Environment) => new Map(hosts.map(({ name, address }) => [name, address]));

test('what a roll-out brings is another environment of the same name, in which no host that stays has moved', async (t) => {
  for (const environment of await allShipped())
    for (const drill of ROLL_OUTS) {
      if (drill.unfit?.(environment) !== undefined) continue;
      const after = brought(drill, environment);
      t.is(after.name, environment.name);
      t.notDeepEqual(after.definition, environment.definition, drill.name);
      const before = addressesOf(environment);
      for (const [name, address] of addressesOf(after))
        t.is(address, before.get(name) ?? address, `${drill.name}: ${name} of ${environment.name}`);
    }
});

test('a directive gets a value that it does not have yet, and no other one changes', async (t) => {
  const quorum = await shipped('quorum');
  for (const drill of [rollOutLive, rollOutRestart, rollOutKilled]) {
    const once = brought(drill, quorum);
    const twice = brought(drill, once);
    const [[name, value] = [], ...others] = Object.entries(once.redis.directives).filter(
      ([key]) => !(key in quorum.redis.directives),
    );
    t.deepEqual(others, [], drill.name);
    t.notDeepEqual(Object.entries(twice.redis.directives).find(([key]) => key === name)?.[1], value);
  }
});

test('data hosts get the next larger type of their family, and volumes of twice the size', async (t) => {
  const quorum = await shipped('quorum');
  const [larger, grown] = [brought(rollOutSize, quorum), brought(rollOutVolume, quorum)];
  for (const { name, size, data } of dataHosts(quorum)) {
    const after = dataHosts(larger).find((host) => host.name === name);
    t.is(after?.size.split('.')[0], size.split('.')[0]);
    t.true((after?.memory ?? 0) > sizeOf(size).memory);
    t.is(Number(dataHosts(grown).find((host) => host.name === name)?.data.volume.size), 2 * data.volume.size);
  }
  const largest = small({
    hosts: { one: { roles: ['primary'], size: 'r7g.8xlarge' }, two: { roles: ['replica'] } },
  });
  t.is(rollOutSize.unfit?.(largest), 'nothing larger of the family of r7g.8xlarge is known');
});

test('hosts come beside those that there are, and leave where enough are left', async (t) => {
  const quorum = await shipped('quorum');
  const count = (environment: Environment) => [
    dataHosts(environment).length,
    sentinelHosts(environment).length,
  ];
  t.deepEqual(count(quorum), [3, 5]);
  t.deepEqual(count(brought(addReplica, quorum)), [4, 5]);
  t.deepEqual(count(brought(addSentinels, quorum)), [3, 7]);
  t.deepEqual(count(brought(removeSentinels, quorum)), [3, 3]);
  t.is(dataHosts(brought(removeReplica, quorum)).length, 2);
  const lab = await shipped('lab');
  t.is(removeSentinels.unfit?.(lab), 'it has 1 Sentinel, and 3 have to be left');
  const two = small({
    hosts: { one: { roles: ['primary', 'sentinel'] }, two: { roles: ['replica', 'sentinel'] } },
  });
  t.is(removeReplica.unfit?.(two), 'it has no replica beside the one that leaves');
});

test('a network without an address for one more host has no drill that adds one', (t) => {
  const usable = Array.from({ length: 11 }, (_, at) => `10.9.0.${at + 4}`);
  const sentinels = usable
    .slice(1)
    .map((address) => [`at-${address.split('.')[3]}`, { roles: ['sentinel'], address }]);
  const full = small({
    network: { cidr: '10.9.0.0/28', zones: { a: '10.9.0.0/28' } },
    hosts: { one: { roles: ['primary'], address: usable[0] ?? '' }, ...Object.fromEntries(sentinels) },
  });
  t.is(addReplica.unfit?.(full), 'its network has no address for another host');
});

test('an environment without a replica has nothing that could be made anew', (t) => {
  const alone = small({ sentinel: { quorum: 1 }, hosts: { one: { roles: ['primary', 'sentinel'] } } });
  for (const drill of [rollOutRestart, rollOutKilled, rollOutSize, rollOutVolume, rollOutEngine])
    t.is(drill.unfit?.(alone), 'it has no replica', drill.name);
  t.is(rollOutLive.unfit?.(alone), undefined);
});

needs('redis-server')(
  'an upgrade goes to the newest package that is newer and has an engine here',
  async (t) => {
    const engine = engineOf(undefined);
    const given = (...names: readonly PackageName[]): Engines =>
      Object.fromEntries(names.map((name) => [name, engine]));
    const lab = await shipped('lab');
    t.is(lab.redis.package, 'redis72');
    for (const engines of [{}, given('redis72')])
      t.is(
        rollOutEngine.unfit?.(lab, engines),
        'no newer package than redis72 has an engine here; give one with --engine-of',
      );
    t.is(
      brought(rollOutEngine, lab, given('redis80', 'redis82', 'redis74')).redis.version,
      PACKAGES.redis82.version,
    );
  },
);
