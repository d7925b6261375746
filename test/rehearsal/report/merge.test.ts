import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { milliseconds } from '../../../src/base/units.ts';
import type { Rehearsal } from '../../../src/rehearsal/record.ts';
import { mergeRehearsals } from '../../../src/rehearsal/report/merge.ts';
import { shipped } from '../../_environment.ts';
import { anyRehearsal } from '../_arbitrary-record.ts';
import { madeRehearsal } from '../_made-record.ts';

/** Every drill in a part of its own. */
function split(whole: Rehearsal): readonly Rehearsal[] {
  return whole.drills.map((drill, at) => ({
    ...whole,
    shard: { of: whole.drills.length, parts: [at + 1] },
    drills: [drill],
  }));
}

function merged(parts: readonly Rehearsal[]): Rehearsal {
  const [first, ...others] = parts.map((rehearsal, at) => ({ file: `out/${at}/rehearsal.json`, rehearsal }));
  if (first === undefined) throw new Error('no parts');
  return mergeRehearsals(first, others);
}

testProp(
  'the parts of a rehearsal, in any order, come to the whole',
  [
    anyRehearsal
      .filter(({ drills }) => drills.length > 0)
      .chain((whole) =>
        fc.tuple(
          fc.constant(whole),
          fc.shuffledSubarray([...split(whole)], { minLength: whole.drills.length }),
        ),
      ),
  ],
  (t, [whole, parts]) => {
    const { drills, shard, ...rest } = merged(parts);
    t.deepEqual(drills, whole.drills);
    t.deepEqual(shard, { of: drills.length, parts: drills.map((_, at) => at + 1) });
    t.deepEqual(rest, { ...rest, environment: whole.environment, warnings: [...new Set(whole.warnings)] });
  },
);

test('a whole takes as long as the part that took longest, from when the first began', async (t) => {
  const [one, other] = split(madeRehearsal(await shipped('lab')));
  if (one === undefined || other === undefined) return t.fail();
  const whole = merged([
    { ...one, began: '2026-11-27T15:00:02.000Z', took: milliseconds(90_000) },
    { ...other, began: '2026-11-27T15:00:01.000Z', took: milliseconds(30_000) },
  ]);
  t.deepEqual([whole.began, whole.took], ['2026-11-27T15:00:01.000Z', milliseconds(90_000)]);
});

/** What makes two rehearsals no parts of one, and how it is said. */
const FOREIGN: readonly (readonly [what: string, change: Partial<Rehearsal>, said: string])[] = [
  ['another environment', { environment: 'pond' }, 'it is about pond, and the other about lab'],
  ['another number of parts', { shard: { of: 2, parts: [2] } }, 'it is of 2 parts, and the other of 5'],
  [
    'another engine',
    { engine: { name: 'Valkey', version: '9.1.2', package: 'redis72' } },
    'engine is Valkey 9.1.2 in it, and Redis 7.0.15 in the other',
  ],
  ['another vedette', { vedette: '0.2.0' }, 'vedette is 0.2.0 in it, and 0.1.0 in the other'],
  ['a setting less', { settings: {} }, 'is not set in it, and'],
];

for (const [what, change, said] of FOREIGN)
  test(`a part with ${what} is refused`, async (t) => {
    const [one, other] = split(madeRehearsal(await shipped('lab')));
    if (one === undefined || other === undefined) return t.fail();
    const error = t.throws(() => merged([one, { ...other, ...change }]), { instanceOf: UserError });
    t.true(
      error?.message.startsWith(
        'out/1/rehearsal.json: it is no part of the rehearsal of out/0/rehearsal.json: ',
      ),
    );
    t.true(error?.message.includes(said), error?.message);
  });

test('a part that is given twice is refused, and so is a drill in two parts', async (t) => {
  const [one, other] = split(madeRehearsal(await shipped('lab')));
  if (one === undefined || other === undefined) return t.fail();
  t.throws(() => merged([one, one]), {
    message: 'out/1/rehearsal.json: part 1 of 5 is in out/0/rehearsal.json too; give each part once',
  });
  t.throws(() => merged([one, { ...other, drills: one.drills }]), {
    message:
      'out/1/rehearsal.json: the drill kill-primary is in out/0/rehearsal.json too; give each part once',
  });
});
