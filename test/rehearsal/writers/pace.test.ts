import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { type Milliseconds, milliseconds } from '../../../src/base/units.ts';
import { nextTurn } from '../../../src/rehearsal/writers/pace.ts';

const ms = milliseconds;

test('a write that was a little late does not delay the next one, and a slow one is not caught up with', (t) => {
  t.is(nextTurn(ms(100), ms(10), ms(101.2)), ms(110));
  t.is(nextTurn(ms(100), ms(10), ms(5_000)), ms(5_000));
  t.is(nextTurn(ms(5_000), ms(10), ms(5_001)), ms(5_010));
});

testProp(
  'as many writes come about as are due, however late each timer is, while each is settled before the next is due',
  [fc.array(fc.double({ min: 0, max: 9.9, noNaN: true }), { minLength: 1, maxLength: 200 })],
  (t, late) => {
    const last = late.reduce<Milliseconds>(
      (due, lateness) => nextTurn(due, ms(10), ms(due + lateness)),
      ms(0),
    );
    t.true(Math.abs(last - 10 * late.length) < 1e-6);
  },
);
