import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { loadDefinition } from '../../src/definition/load.ts';
import { engineOf } from '../../src/local/engine.ts';
import { openCloud } from '../../src/local/environment-cloud.ts';
import { bootHosts } from '../../src/rehearsal/boot.ts';
import { resolved } from '../_boot.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { rolledOut } from './_rolled.ts';

const REDIS_80 = 'tmp/engines/redis-8.0/root';

const BEFORE: EnvironmentDefinition = {
  name: 'made-anew',
  redis: { package: 'redis72', persistence: 'aof', minReplicasToWrite: 1 },
  sentinel: { quorum: 2, downAfter: '3s', failoverTimeout: '10s' },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    ctrl: { roles: ['sentinel'] },
    ns: { roles: ['primary', 'sentinel'] },
    node01: { roles: ['replica', 'sentinel'] },
    node02: { roles: ['replica'] },
  },
};

const NEW_ENGINE: EnvironmentDefinition = { ...BEFORE, redis: { ...BEFORE.redis, package: 'redis80' } };

const NEW_SIZE: EnvironmentDefinition = {
  ...NEW_ENGINE,
  hosts: {
    ctrl: { roles: ['sentinel'], size: 't4g.medium' },
    ns: { roles: ['primary', 'sentinel'], size: 't4g.medium', volume: '20gb' },
    node01: { roles: ['replica', 'sentinel'], size: 't4g.medium', volume: '20gb' },
    node02: { roles: ['replica'], size: 't4g.medium', volume: '20gb' },
  },
};

/** What is rolled out one after the other, and how many hosts are made anew. */
const CHANGES = [
  { what: 'another engine', definition: NEW_ENGINE, hosts: 4 },
  { what: 'another size and larger volumes', definition: NEW_SIZE, hosts: 4 },
  {
    what: 'a directive that takes a restart',
    definition: { ...NEW_SIZE, redis: { ...NEW_SIZE.redis, directives: { 'io-threads': 2 } } },
    hosts: 3,
  },
] as const;

/** Each has its cloud, and the machine two processors. */
const drill = serially(needs(...NEEDED, `${REDIS_80}/usr/bin/redis-server`));

if (DRILLS) {
  drill(
    'hosts that are made anew lose no acknowledged write, with one switch-over in each roll-out, and nothing is left to do',
    async (t) => {
      t.timeout(900_000);
      const cloud = await openCloud(resolved(BEFORE), {
        tether: true,
        engines: { redis80: engineOf(REDIS_80).files },
      });
      t.teardown(() => cloud.down());
      await bootHosts(cloud, resolved(BEFORE), { tell: t.log });
      for (const { what, definition, hosts } of CHANGES) {
        const { steps, writes, left, took, booting } = await rolledOut(cloud, definition);
        t.log(
          `${what}: ${Math.round(took)} ms, of which ${Math.round(booting)} ms hosts booted; ${JSON.stringify(writes)}`,
        );
        t.is(writes.lost, 0, what);
        t.is(steps.filter(({ kind }) => kind === 'switch-over').length, 1, what);
        t.is(steps.filter(({ kind }) => kind === 'replacement').length, hosts, what);
        t.deepEqual(left, [], what);
      }
    },
  );

  drill(
    'a roll-out that makes every host of quorum anew takes little longer than these hosts boot',
    async (t) => {
      t.timeout(900_000);
      const { definition } = await loadDefinition('quorum');
      const cloud = await openCloud(resolved(definition), { tether: true });
      t.teardown(() => cloud.down());
      await bootHosts(cloud, resolved(definition), { tell: t.log });
      const hosts = Object.entries(definition.hosts).map(([name, host]) => [
        name,
        { ...host, size: 't4g.medium' },
      ]);
      const { writes, took, booting, steps } = await rolledOut(cloud, {
        ...definition,
        hosts: Object.fromEntries(hosts),
      });
      t.log(
        `quorum: ${Math.round(took)} ms, of which ${Math.round(booting)} ms hosts booted; ${JSON.stringify(writes)}`,
      );
      t.is(writes.lost, 0);
      t.is(steps.filter(({ kind }) => kind === 'replacement').length, 5);
    },
  );
} else test('roll-outs that make hosts anew are drilled by npm run drills', (t) => t.false(DRILLS));
