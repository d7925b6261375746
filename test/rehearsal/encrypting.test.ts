/** The move of a group that runs to TLS alone: in `npm run drills`, since it boots hosts. */
import test from 'ava';
import { rollOutTo } from '../../src/rehearsal/change/roll-out-to.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { resolved } from '../_boot.ts';
import { DRILLS, needsAlone } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { broken, groupCalled } from './_rehearsed.ts';

const WRITERS = (['recommended', 'default'] as const).map(
  (settings) => ({ kind: 'ioredis', settings, count: 1 }) as const,
);

if (DRILLS)
  needsAlone(...NEEDED)(
    'hosts come from tls.mode optional to required, and no acknowledged write is lost',
    async (t) => {
      t.timeout(600_000);
      const [optional, required] = (['optional', 'required'] as const).map((mode) =>
        resolved({ ...groupCalled('encrypting'), tls: { mode } }),
      );
      if (optional === undefined || required === undefined) return t.fail();
      const notes: string[] = [];
      const { drills } = await rehearse(optional, [rollOutTo(required, 'tls.mode optional')], {
        writers: WRITERS,
        tell: (progress) => {
          if (progress.kind === 'note') notes.push(progress.text);
        },
      });
      for (const record of drills) {
        t.log(record.because);
        t.deepEqual(broken(record), []);
        t.is(record.verdict, 'held');
      }
      t.is(drills.length, 1);
      t.true(
        notes.some((note) => note.includes('are left out')),
        notes.join(),
      );
    },
  );
else test('the move of hosts to TLS alone is drilled by npm run drills', (t) => t.false(DRILLS));
