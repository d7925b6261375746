import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { fateOf, sumOf } from '../../../src/rehearsal/ledger/fate.ts';
import type { Fate } from '../../../src/rehearsal/record.ts';

/** A write of which is known what became of it. */
interface Fated {
  readonly fate: Exclude<keyof Fate, 'doubled'>;
  /** How often it was done, where it is kept. */
  readonly times: number;
}

const fated: fc.Arbitrary<Fated> = fc.record({
  fate: fc.constantFrom('kept', 'lost', 'unacknowledged', 'refused'),
  times: fc.integer({ min: 1, max: 3 }),
});

const isAcknowledged = ({ fate }: Fated): boolean => fate === 'kept' || fate === 'lost';
const isKept = ({ fate }: Fated): boolean => fate === 'kept' || fate === 'unacknowledged';

/** The ids of the writes for which something holds. */
function idsOf(writes: readonly Fated[], holds: (write: Fated) => boolean): readonly number[] {
  return writes.flatMap((write, id) => (holds(write) ? [id] : []));
}

testProp(
  'writes of any fates are counted as what became of them, and each once',
  [fc.array(fated), fc.nat()],
  (t, writes, turn) => {
    const list = idsOf(writes, isKept).flatMap((id) =>
      Array.from({ length: writes[id]?.times ?? 0 }, () => id),
    );
    const kept = [...list.slice(turn % (list.length + 1)), ...list.slice(0, turn % (list.length + 1))];
    const fate = fateOf({
      sent: idsOf(writes, () => true),
      acknowledged: new Set(idsOf(writes, isAcknowledged)),
      kept,
    });
    const count = (wanted: Fated['fate']): number => writes.filter((write) => write.fate === wanted).length;
    t.deepEqual(fate, {
      kept: count('kept'),
      lost: count('lost'),
      unacknowledged: count('unacknowledged'),
      refused: count('refused'),
      doubled: writes.filter((write) => isKept(write) && write.times > 1).length,
    });
    t.is(fate.kept + fate.lost + fate.unacknowledged + fate.refused, writes.length);
  },
);

test('a write that is kept counts as sent where its sending was not told any more', (t) => {
  t.deepEqual(fateOf({ sent: [1], acknowledged: new Set([1]), kept: [1, 2] }), {
    kept: 1,
    lost: 0,
    unacknowledged: 1,
    refused: 0,
    doubled: 0,
  });
});

test('the fates of two clients are added', (t) => {
  const fate = { kept: 1, lost: 2, unacknowledged: 3, refused: 4, doubled: 5 };
  t.deepEqual(sumOf([fate, fate]), { kept: 2, lost: 4, unacknowledged: 6, refused: 8, doubled: 10 });
});
