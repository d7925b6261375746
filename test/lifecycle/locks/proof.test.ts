import test from 'ava';
import fc from 'fast-check';
import { milliseconds } from '../../../src/base/units.ts';
import type { Holder } from '../../../src/lifecycle/locks/holder.ts';
import { type Circumstances, describeHolder, proofOf } from '../../../src/lifecycle/locks/proof.ts';

const HOUR = 3_600_000;
const RUN = 'https://github.com/acme/shop/actions/runs/77';
const WRITTEN = new Date('2026-11-27T12:00:00Z');
const LOCK = {
  id: '1-2',
  who: 'runner@fv-az1',
  since: '2026-11-27T12:00:00Z',
  operation: 'apply',
  etag: '"1"',
  written: WRITTEN,
};

function circumstances(some: Partial<Circumstances> & { readonly age?: number }): Circumstances {
  const { age = 1, ...rest } = some;
  const now = new Date(WRITTEN.getTime() + age * HOUR);
  return { holder: undefined, goneRun: undefined, longest: milliseconds(6 * HOUR), now, ...rest };
}

const elsewhere: Holder = { run: RUN, process: 'unknown' };

test('the holder of a lock is gone when CI says so of its run, its process has ended, or no job takes as long', (t) => {
  t.deepEqual(proofOf(LOCK, circumstances({ holder: elsewhere, goneRun: '77' })), {
    gone: 'the run 77, which took it, has ended',
  });
  t.true('gone' in proofOf(LOCK, circumstances({ holder: elsewhere, goneRun: RUN })));
  t.deepEqual(proofOf(LOCK, circumstances({ holder: { run: RUN, process: 'gone' } })), {
    gone: 'its process on this machine has ended',
  });
  t.deepEqual(proofOf(LOCK, circumstances({ age: 7 })), {
    gone: 'it is 7 h old, and no job takes longer than 6h',
  });
});

test('everything else is refused, with what to do', (t) => {
  t.deepEqual(proofOf(LOCK, circumstances({})), {
    refused: 'nothing proves that its holder is gone; wait until it is older than 6h',
  });
  t.deepEqual(proofOf(LOCK, circumstances({ holder: elsewhere })), {
    refused: `nothing proves that its holder is gone; give --holder-gone ${RUN} if that has ended, or wait until it is older than 6h`,
  });
  t.deepEqual(proofOf(LOCK, circumstances({ holder: elsewhere, goneRun: '7' })), {
    refused: `it is not of the run 7; give --holder-gone ${RUN} if that has ended, or wait until it is older than 6h`,
  });
  t.deepEqual(proofOf(LOCK, circumstances({ goneRun: '77' })), {
    refused: 'nothing tells that it is of the run 77; wait until it is older than 6h',
  });
});

test('a run whose process is seen is not gone, whatever else is said', (t) => {
  const holder: Holder = { run: RUN, process: 4711 };
  t.deepEqual(proofOf(LOCK, circumstances({ holder, goneRun: '77', age: 1_000 })), {
    refused: 'its process 4711 still runs on this machine; wait for its end, or end it',
  });
});

test('of two clocks that say how old a lock is, the one that says less counts, and none proves nothing', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: -48, max: 48 }), fc.integer({ min: -48, max: 48 }), (holders, s3) => {
      const at = (hours: number): Date => new Date(WRITTEN.getTime() - hours * HOUR);
      const lock = { ...LOCK, since: at(holders).toISOString(), written: at(s3) };
      return 'gone' in proofOf(lock, circumstances({ age: 0 })) === Math.min(holders, s3) > 6;
    }),
  );
  const lock = { ...LOCK, since: 'unknown', written: undefined };
  t.true('refused' in proofOf(lock, circumstances({ age: 1_000 })));
});

test('the holder of a lock is told with its run, where that says more', (t) => {
  t.is(
    describeHolder('lab', LOCK, elsewhere),
    `runner@fv-az1 of the run ${RUN} has had the state of lab since 2026-11-27T12:00:00Z (apply)`,
  );
  t.is(
    describeHolder('lab', LOCK, { run: 'runner@fv-az1', process: 'unknown' }),
    'runner@fv-az1 has had the state of lab since 2026-11-27T12:00:00Z (apply)',
  );
});
