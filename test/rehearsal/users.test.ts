/** A group that runs is brought to users under clients that write, on hosts: in `npm run drills`. */
import test from 'ava';
import type { UsersDefinition } from '../../src/definition/environment.ts';
import { enginesOf } from '../../src/local/engine.ts';
import { rollOutTo } from '../../src/rehearsal/change/roll-out-to.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { SMALL, small } from '../_environment.ts';
import { DRILLS, needsAlone, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { broken } from './_rehearsed.ts';

const REDIS_80 = 'tmp/engines/redis-8.0/root';

const WRITERS = [{ kind: 'ioredis', settings: 'recommended', count: 2 }] as const;

function withUsers(mode: NonNullable<UsersDefinition['mode']>): Environment {
  return small({ redis: { ...SMALL.redis, package: 'redis80' }, users: { mode } });
}

const drill = serially(needsAlone(...NEEDED, `${REDIS_80}/usr/bin/redis-server`));

if (DRILLS)
  for (const [from, to] of [
    ['off', 'optional'],
    ['optional', 'required'],
  ] as const)
    drill(`users of a group that runs go from ${from} to ${to}, and no write is lost`, async (t) => {
      t.timeout(600_000);
      const engines = enginesOf([`redis80=${REDIS_80}`]);
      const drills = [rollOutTo(withUsers(to), from)];
      const rehearsal = await rehearse(withUsers(from), drills, { engines, groups: 1, writers: WRITERS });
      for (const record of rehearsal.drills) {
        t.is(record.verdict, 'held', record.because);
        t.deepEqual(broken(record), []);
      }
    });
else test('users of a group that runs are drilled by npm run drills', (t) => t.false(DRILLS));
