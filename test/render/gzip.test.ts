import { gunzipSync } from 'node:zlib';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { gzip } from '../../src/render/gzip.ts';

/** Texts that repeat themselves near and far, in short and in long pieces, as well as texts that do not. */
const text = fc
  .tuple(
    fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 6 }),
    fc.array(fc.nat(), { maxLength: 60 }),
  )
  .map(([pieces, order]) => order.map((at) => pieces[at % Math.max(1, pieces.length)] ?? '').join(''));

testProp('gunzip gives back what was compressed', [text], (t, original) => {
  t.is(gunzipSync(gzip(original)).toString(), original);
});

test('gunzip gives back the longest matches, and what lies at the end of the window and beyond it', (t) => {
  const far = (gap: number) => `needle in hay${'-'.repeat(gap)}needle in hay`;
  for (const original of ['', 'a', 'ab', 'x'.repeat(1_000), ...[32_754, 32_755, 32_756, 40_000].map(far)])
    t.true(gunzipSync(gzip(original)).toString() === original, `${original.length} bytes`);
});

test('every byte, length and distance has its code', (t) => {
  const bytes = Array.from({ length: 0x800 }, (_, code) => String.fromCodePoint(code)).join('');
  const lengths = Array.from({ length: 270 }, (_, length) => `${bytes.slice(-length)}\n${length}`).join('');
  t.is(gunzipSync(gzip(bytes + lengths)).toString(), bytes + lengths);
});

test('the bytes are those of today', (t) => {
  t.is(
    Buffer.from(gzip('a rose is a rose is a rose\n')).toString('base64'),
    'H4sIAAAAAAAA/0tUKMovTlXILFZAZ3EBAKyjjn0bAAAA',
  );
});
