import test from 'ava';
import { holdsAll, lossOf, type Stream } from '../../../src/operate/repair/stream.ts';

const ONE: Stream = { host: 'one', id: 'a'.repeat(40), offset: 1_000, former: undefined, keys: 5 };
const TWO: Stream = { ...ONE, host: 'two' };
const OTHER = 'b'.repeat(40);

test('of one stream, who is further holds all', (t) => {
  t.true(holdsAll(ONE, { ...TWO, offset: 1_000 }));
  t.true(holdsAll(ONE, { ...TWO, offset: 900 }));
  t.false(holdsAll(ONE, { ...TWO, offset: 1_001 }));
  t.is(
    lossOf(ONE, { ...TWO, offset: 1_001 }),
    'the last 1 byte of the stream of two (offset 1001), which one left at 1000',
  );
});

test('who was promoted holds all that the former primary had until then, and nothing that it wrote after', (t) => {
  const promoted: Stream = { ...TWO, id: OTHER, offset: 3_000, former: { id: ONE.id, upTo: 1_000 } };
  t.true(holdsAll(promoted, ONE));
  t.false(holdsAll(promoted, { ...ONE, offset: 1_200 }));
  t.is(
    lossOf(promoted, { ...ONE, offset: 1_200 }),
    'the last 200 bytes of the stream of one (offset 1200), which two left at 1000',
  );
  t.is(
    lossOf({ ...ONE, offset: 1_200 }, promoted),
    'the last 2,000 bytes of the stream of two (offset 3000), which one left at 1000',
  );
  t.true(holdsAll({ ...ONE, offset: 1_200 }, { ...promoted, offset: 1_000 }));
});

test('two that were promoted apart have what both had before in common', (t) => {
  const [two, three] = [
    { ...TWO, id: OTHER, offset: 1_500, former: { id: ONE.id, upTo: 1_000 } },
    { ...TWO, host: 'three', id: 'c'.repeat(40), offset: 900, former: { id: ONE.id, upTo: 900 } },
  ];
  t.true(holdsAll(two, three));
  t.false(holdsAll(three, two));
});

test('of streams that have nothing in common nobody can tell, so all would be lost but what is empty', (t) => {
  const stranger: Stream = { ...TWO, id: OTHER };
  t.is(
    lossOf(ONE, stranger),
    `all that two holds (5 keys, offset 1000 of stream bbbbbbbb): one has another stream (aaaaaaaa)`,
  );
  t.regex(lossOf(ONE, { ...stranger, keys: undefined }) ?? '', /keys that it still reads/);
  t.true(holdsAll(ONE, { ...stranger, keys: 0 }));
});
