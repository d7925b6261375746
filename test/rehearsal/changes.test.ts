/** What is done to a group on purpose, as an operator rehearses it: in `npm run drills`, since each makes hosts anew. */
import test from 'ava';
import { enginesOf } from '../../src/local/engine.ts';
import { DRILLS as ALL } from '../../src/rehearsal/drills/index.ts';
import type { Verdict } from '../../src/rehearsal/record.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { shipped } from '../_environment.ts';
import { DRILLS, needsAlone, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { broken } from './_rehearsed.ts';

const REDIS_80 = 'tmp/engines/redis-8.0/root';

const WRITERS = [{ kind: 'ioredis', settings: 'recommended', count: 2 }] as const;

/** What does not hold, by the environment: lab has one Sentinel, and nobody watches while that is made anew. */
const OTHERS: Readonly<Record<string, Readonly<Record<string, Verdict>>>> = {
  lab: { 'roll-out-engine': 'expected', 'remove-sentinels': 'unfit' },
  quorum: {},
};

const drill = serially(needsAlone(...NEEDED, `${REDIS_80}/usr/bin/redis-server`));

if (DRILLS)
  for (const [name, others] of Object.entries(OTHERS))
    drill(`${name} comes through everything that is done to it on purpose`, async (t) => {
      t.timeout(1_800_000);
      const drills = ALL.filter(({ brings }) => brings !== undefined);
      const engines = enginesOf([`redis80=${REDIS_80}`]);
      const rehearsal = await rehearse(await shipped(name), drills, { engines, groups: 1, writers: WRITERS });
      for (const record of rehearsal.drills) {
        t.log(`${record.drill}: ${record.verdict}, ${record.because}`);
        t.is(record.verdict, others[record.drill] ?? 'held', record.drill);
        if (record.verdict === 'held') t.deepEqual(broken(record), [], record.drill);
      }
    });
else test('what is done to a group on purpose is drilled by npm run drills', (t) => t.false(DRILLS));
