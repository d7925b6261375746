/** A running group of Redis becomes one of Valkey: in `npm run drills`, since each host is made anew. */
import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { enginesOf } from '../../src/local/engine.ts';
import { rollOutTo } from '../../src/rehearsal/change/roll-out-to.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { resolved } from '../_boot.ts';
import { DRILLS, needsAlone, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { broken } from './_rehearsed.ts';

const VALKEY = 'tmp/engines/valkey-8.1/root';

const OF_REDIS: EnvironmentDefinition = {
  name: 'to-valkey',
  redis: { package: 'redis72' },
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.4.0/24' },
  hosts: {
    data1: { roles: ['primary', 'sentinel'] },
    data2: { roles: ['replica', 'sentinel'] },
    data3: { roles: ['replica', 'sentinel'] },
  },
};

const OF_VALKEY: EnvironmentDefinition = { ...OF_REDIS, engine: 'valkey', redis: { version: '8.1' } };

/** What clients make of the one switch-over is no question of the engine. */
const WRITERS = [{ kind: 'ioredis', settings: 'recommended', count: 2 }] as const;

if (DRILLS)
  serially(needsAlone(...NEEDED, `${VALKEY}/usr/bin/valkey-server`))(
    'a group of Redis that is rolled out to Valkey loses no acknowledged write, and runs as declared then',
    async (t) => {
      t.timeout(1_200_000);
      const drill = rollOutTo(resolved(OF_VALKEY), 'Redis');
      const options = { engines: enginesOf([`valkey=${VALKEY}`]), groups: 1, writers: WRITERS };
      const rehearsal = await rehearse(resolved(OF_REDIS), [drill], options);
      t.is(rehearsal.drills.length, 1);
      for (const record of rehearsal.drills) {
        t.log(`${record.drill}: ${record.verdict}, ${record.because}`);
        t.is(record.verdict, 'held');
        t.deepEqual(broken(record), []);
      }
    },
  );
else test('a roll-out from Redis to Valkey is drilled by npm run drills', (t) => t.false(DRILLS));
